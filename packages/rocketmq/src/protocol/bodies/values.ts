import type { BodyValue } from '../body-value.ts';

/** Texts by name. */
export type Texts = Readonly<Record<string, string>>;

export const readText = (value: BodyValue): string => value.text();

export const readBoolean = (value: BodyValue): boolean => value.boolean();

export const readInt32 = (value: BodyValue): number => value.int32();

export const readInt64 = (value: BodyValue): bigint => value.int64();

export const readNumber = (value: BodyValue): number => value.number();

export const readTextList = (value: BodyValue): string[] => value.list(readText);

export const readTexts = (value: BodyValue): Texts => Object.fromEntries(value.entries(readText));

/** A list that is null or absent where there is nothing in it. */
export const listOrEmpty = <T>(value: BodyValue, read: (item: BodyValue) => T): T[] =>
  value.optional((list) => list.list(read)) ?? [];

/** A map whose keys are numbers, such as offsets by queue. */
export const readNumbered = <T>(value: BodyValue, read: (item: BodyValue) => T): ReadonlyMap<number, T> =>
  new Map(value.entries(read).map(([key, item]) => [Number(key), item]));

/** A time, of which brokers write 0 or less for none. */
export const positive = (value: bigint): bigint | undefined => (value > 0n ? value : undefined);
