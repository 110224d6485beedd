import { isCelError } from '@bufbuild/cel';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { isCodedError } from '@mqferry/core';
import type { RecordContent } from '@mqferry/kafka';
import { FILTER_LIMITS, FilterBudget, type FilterLimits } from './filter-budget.ts';
import { filterErrors } from './filter-errors.ts';
import { type FILTER_VARIABLES, type GuardedExpression, guardedExpression } from './guarded-expression.ts';
import { celOfJson } from './record-json.ts';

/** A record to be decided on. */
export interface FilteredRecord extends RecordContent {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds; negative: it has none. */
  readonly timestamp: bigint;
}

/** Larger keys and values are no text to an expression. */
const LARGEST_TEXT = 1024 * 1024;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textOf = (bytes: Buffer | null, what: string): string | null => {
  if (bytes === null) return null;
  if (bytes.length > LARGEST_TEXT) throw new Error(`the ${what} is larger than ${LARGEST_TEXT} bytes`);
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    throw new Error(`the ${what} is not UTF-8`, { cause: error });
  }
};

const jsonOf = (bytes: Buffer | null, what: string) => {
  const text = textOf(bytes, what);
  if (text === null) return null;
  try {
    return celOfJson(text);
  } catch (error) {
    throw new Error(`the ${what} is not JSON that can be used: ${(error as Error).message}`, {
      cause: error,
    });
  }
};

/** What an expression sees of a record, each made when it is asked for. */
class RecordVariables implements Record<(typeof FILTER_VARIABLES)[number], unknown> {
  readonly #record: FilteredRecord;
  readonly #made = new Map<string, unknown>();

  constructor(record: FilteredRecord) {
    this.#record = record;
  }

  /** An expression may ask for the same in each turn of a loop. */
  #once(name: string, make: () => unknown): unknown {
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name);
  }

  get key() {
    return this.#once('key', () => textOf(this.#record.key, 'key'));
  }

  get keyBytes() {
    return this.#record.key;
  }

  get keyJson() {
    return this.#once('keyJson', () => jsonOf(this.#record.key, 'key'));
  }

  get value() {
    return this.#once('value', () => textOf(this.#record.value, 'value'));
  }

  get valueBytes() {
    return this.#record.value;
  }

  get valueJson() {
    return this.#once('valueJson', () => jsonOf(this.#record.value, 'value'));
  }

  /** Of headers with the same name the last. */
  get headers() {
    const { headers } = this.#record;
    const texts = () => new Map(headers.map(({ key, value }) => [key, textOf(value, `header ${key}`)]));
    return this.#once('headers', texts);
  }

  get timestamp() {
    const { timestamp } = this.#record;
    return timestamp < 0n ? null : timestampFromMs(Number(timestamp));
  }

  get partition() {
    return BigInt(this.#record.partition);
  }

  get offset() {
    return this.#record.offset;
  }

  get topic() {
    return this.#record.topic;
  }
}

/** A condition on records: a CEL expression, within limits for each record. */
export class RecordFilter {
  readonly #budget: FilterBudget;
  readonly #expression: GuardedExpression;

  /** Throws FILTER_INVALID. */
  constructor(expression: string, limits: FilterLimits = FILTER_LIMITS) {
    this.#budget = new FilterBudget(limits);
    try {
      this.#expression = guardedExpression(expression, this.#budget);
    } catch (error) {
      throw filterErrors.FILTER_INVALID({ reason: (error as Error).message }, error);
    }
  }

  /** Whether it is true of a record. Throws FILTER_FAILED when that cannot be told within the limits. */
  accepts(record: FilteredRecord): boolean {
    try {
      return this.#evaluate(record);
    } catch (error) {
      if (isCodedError(error)) throw error;
      const { topic, partition, offset } = record;
      const reason = (error as Error).message;
      throw filterErrors.FILTER_FAILED({ topic, partition, offset, reason }, error);
    }
  }

  #evaluate(record: FilteredRecord): boolean {
    this.#budget.renew();
    const result = this.#expression(new RecordVariables(record));
    // An expression may have gone on after it, as with `||`.
    if (this.#budget.spent !== undefined) throw new Error(this.#budget.spent);
    if (isCelError(result)) throw new Error(result.message);
    if (typeof result !== 'boolean') throw new Error('it gives neither true nor false');
    return result;
  }
}
