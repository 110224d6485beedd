import { protocolErrors } from './errors.ts';
import { type FastjsonObject, type FastjsonValue, parseFastjson } from './fastjson.ts';

const INT64_LIMIT = 1n << 63n;

/** A value inside a JSON body, with the way to it, so that what is not as expected is told by name. */
export class BodyValue {
  readonly #value: FastjsonValue | undefined;
  readonly #path: string;

  constructor(value: FastjsonValue | undefined, path = '$') {
    this.#value = value;
    this.#path = path;
  }

  #unexpected(expected: string): Error {
    return protocolErrors.ROCKETMQ_BODY_UNEXPECTED({ path: this.#path, expected });
  }

  /** Whether there is nothing: absent, or null. */
  get isAbsent(): boolean {
    return this.#value === undefined || this.#value === null;
  }

  /** What `read` makes of it, or undefined when there is nothing. */
  optional<T>(read: (value: BodyValue) => T): T | undefined {
    return this.isAbsent ? undefined : read(this);
  }

  text(): string {
    if (typeof this.#value === 'string') return this.#value;
    throw this.#unexpected('a text');
  }

  boolean(): boolean {
    if (typeof this.#value === 'boolean') return this.#value;
    throw this.#unexpected('true or false');
  }

  int32(): number {
    const value = this.#value;
    if (typeof value === 'number' && value === (value | 0)) return value;
    throw this.#unexpected('a 32-bit integer');
  }

  int64(): bigint {
    const value = this.#value;
    if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
    if (typeof value === 'bigint' && value >= -INT64_LIMIT && value < INT64_LIMIT) return value;
    throw this.#unexpected('a 64-bit integer');
  }

  number(): number {
    if (typeof this.#value === 'number') return this.#value;
    throw this.#unexpected('a number');
  }

  #object(): FastjsonObject {
    const value = this.#value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map)) {
      return value as FastjsonObject;
    }
    throw this.#unexpected('an object');
  }

  field(name: string): BodyValue {
    const object = this.#object();
    return new BodyValue(Object.hasOwn(object, name) ? object[name] : undefined, `${this.#path}.${name}`);
  }

  list<T>(read: (value: BodyValue) => T): T[] {
    if (!Array.isArray(this.#value)) throw this.#unexpected('a list');
    return (this.#value as readonly FastjsonValue[]).map((value, at) =>
      read(new BodyValue(value, `${this.#path}[${at}]`)),
    );
  }

  /** The entries of an object whose keys are texts, or numbers as texts. */
  entries<T>(read: (value: BodyValue, key: string) => T): [key: string, value: T][] {
    return Object.entries(this.#object()).map(([key, value]) => [
      key,
      read(new BodyValue(value, `${this.#path}.${key}`), key),
    ]);
  }

  /** The entries of a map whose keys are objects. */
  keyedEntries<T>(read: (key: BodyValue, value: BodyValue) => T): T[] {
    const value = this.#value;
    // A map without entries looks like an object without fields.
    if (!(value instanceof Map)) {
      if (Object.keys(this.#object()).length > 0) throw this.#unexpected('a map with objects as keys');
      return [];
    }
    return [...(value as ReadonlyMap<FastjsonObject, FastjsonValue>)].map(([key, item], at) =>
      read(new BodyValue(key, `${this.#path}.key[${at}]`), new BodyValue(item, `${this.#path}[${at}]`)),
    );
  }
}

/** Reads a JSON body. Throws ROCKETMQ_JSON_MALFORMED, ROCKETMQ_BODY_UNEXPECTED with the way to what is not as expected. */
export const jsonBody =
  <T>(read: (value: BodyValue) => T) =>
  (body: Buffer): T =>
    read(new BodyValue(parseFastjson(body.toString())));

/** The same, where an empty body stands for nothing. */
export const optionalJsonBody = <T>(read: (value: BodyValue) => T): ((body: Buffer) => T | undefined) => {
  const readBody = jsonBody(read);
  return (body) => (body.length === 0 ? undefined : readBody(body));
};
