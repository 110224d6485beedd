import type { CelInput } from '@bufbuild/cel';

const DEEPEST = 100;
/** Numbers of JSON are exact up to 2^53 only; longer ones of digits alone are read as 64-bit integers. */
const LONG_INTEGER = /\d{16}/u;
const INTEGER = /^-?\d+$/u;

const exact = (_: string, value: unknown, context?: { readonly source?: string }): unknown => {
  const isInexact = typeof value === 'number' && !Number.isSafeInteger(value);
  const source = context?.source ?? '';
  if (!isInexact || !INTEGER.test(source)) return value;
  const integer = BigInt(source);
  return BigInt.asIntN(64, integer) === integer ? integer : value;
};

/** Objects become maps, so that none of their names means anything to the evaluator. */
const asCel = (value: unknown, depth: number): CelInput => {
  if (depth > DEEPEST) throw new Error(`the JSON is nested more than ${DEEPEST} deep`);
  if (Array.isArray(value)) return value.map((item) => asCel(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value as CelInput;
  return new Map(Object.entries(value).map(([name, member]) => [name, asCel(member, depth + 1)]));
};

/** What a JSON text holds, as values for an expression. Throws what is wrong with it. */
export const celOfJson = (text: string): CelInput =>
  asCel(LONG_INTEGER.test(text) ? JSON.parse(text, exact) : JSON.parse(text), 0);
