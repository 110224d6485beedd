import { protocolErrors } from './errors.ts';

/** A value of a JSON body. Integers beyond 2^53 are bigint; an object whose keys are objects is a Map. */
export type FastjsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly FastjsonValue[]
  | FastjsonObject
  | ReadonlyMap<FastjsonObject, FastjsonValue>;

/** An object with texts as keys; ask with `Object.hasOwn`, for what objects inherit is no part of it. */
export interface FastjsonObject {
  readonly [key: string]: FastjsonValue | undefined;
}

const MAX_DEPTH = 64;
/** A frame of empty lists would take dozens of times its size in memory; 50,000 topics are a tenth of this. */
const MAX_VALUES = 4_000_000;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const INTEGER_KEY = /-?\d+/y;
const SPACE = /[ \t\r\n]*/y;
const PLAIN_TEXT = /[^"\\]*/y;
const LITERALS = { true: true, false: false, null: null } as const;

class FastjsonReader {
  readonly #text: string;
  #at = 0;
  #values = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): FastjsonValue {
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#malformed('more text behind the end');
    return value;
  }

  #malformed(reason: string): Error {
    return protocolErrors.ROCKETMQ_JSON_MALFORMED({ offset: this.#at, reason });
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  #space(): void {
    this.#match(SPACE);
  }

  /** The next character that is no space, not yet taken. */
  #peek(): string | undefined {
    this.#space();
    return this.#text[this.#at];
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw this.#malformed(`“${character}” expected`);
  }

  #value(depth: number): FastjsonValue {
    if (depth > MAX_DEPTH) throw this.#malformed(`nested deeper than ${MAX_DEPTH}`);
    this.#values += 1;
    if (this.#values > MAX_VALUES) throw this.#malformed(`more than ${MAX_VALUES} values`);
    const first = this.#peek();
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    if (first === '"') return this.#string();
    for (const [name, value] of Object.entries(LITERALS)) {
      if (!this.#text.startsWith(name, this.#at)) continue;
      this.#at += name.length;
      return value;
    }
    return this.#number();
  }

  #number(): number | bigint {
    const found = this.#match(NUMBER);
    if (!found) throw this.#malformed('a value expected');
    const value = Number(found[0]);
    const isInteger = found[1] === undefined && found[2] === undefined;
    return isInteger && !Number.isSafeInteger(value) ? BigInt(found[0]) : value;
  }

  #string(): string {
    const begin = this.#at;
    this.#at += 1;
    this.#match(PLAIN_TEXT);
    while (this.#text[this.#at] === '\\') {
      this.#at += 2;
      this.#match(PLAIN_TEXT);
    }
    if (this.#text[this.#at] !== '"') throw this.#malformed('a text that does not end');
    this.#at += 1;
    try {
      return JSON.parse(this.#text.slice(begin, this.#at)) as string;
    } catch (error) {
      throw protocolErrors.ROCKETMQ_JSON_MALFORMED({ offset: begin, reason: 'a text that is none' }, error);
    }
  }

  #array(depth: number): FastjsonValue[] {
    this.#at += 1;
    const values: FastjsonValue[] = [];
    if (this.#take(']')) return values;
    do values.push(this.#value(depth + 1));
    while (this.#take(','));
    this.#expect(']');
    return values;
  }

  /** A key as fastjson writes it: a text, a number without quotes, or the object that is the key of a map. */
  #key(depth: number): string | FastjsonObject {
    const first = this.#peek();
    if (first === '"') return this.#string();
    if (first === '{') {
      const key = this.#object(depth + 1);
      if (key instanceof Map) throw this.#malformed('a key whose own keys are objects');
      return key as FastjsonObject;
    }
    const integer = this.#match(INTEGER_KEY);
    if (!integer) throw this.#malformed('a key expected');
    return integer[0];
  }

  #object(depth: number): FastjsonObject | Map<FastjsonObject, FastjsonValue> {
    if (depth > MAX_DEPTH) throw this.#malformed(`nested deeper than ${MAX_DEPTH}`);
    this.#at += 1;
    if (this.#take('}')) return {};
    let named: Record<string, FastjsonValue> | undefined;
    let keyed: Map<FastjsonObject, FastjsonValue> | undefined;
    do {
      const key = this.#key(depth);
      this.#expect(':');
      const value = this.#value(depth + 1);
      if (typeof key === 'string') named = put(named, key, value);
      else keyed = (keyed ?? new Map()).set(key, value);
    } while (this.#take(','));
    this.#expect('}');
    if (named && keyed) throw this.#malformed('texts and objects as keys of one object');
    return (named ?? keyed)!;
  }
}

/** Assigning to `__proto__` would change the object instead. */
const put = (
  object: Record<string, FastjsonValue> = {},
  key: string,
  value: FastjsonValue,
): Record<string, FastjsonValue> => {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  return object;
};

/**
 * Reads a body as brokers write it: JSON, but keys may be numbers without quotes (`{0:"10.0.0.1:10911"}`) and the keys
 * of a map may be objects (`{{"topic":"a"}:1}`), for fastjson writes maps so. Nothing else is let pass. Nesting is
 * limited to 64 levels, and values to four million. Throws ROCKETMQ_JSON_MALFORMED.
 */
export const parseFastjson = (text: string): FastjsonValue => new FastjsonReader(text).document();
