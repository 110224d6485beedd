import { Hidden } from '@mqferry/core';
import { z } from 'zod';

/** A 64-bit integer: text in JSON, whose numbers are exact up to 2^53 only, and a bigint in code. */
export const int64 = z.codec(z.string().regex(/^-?\d{1,19}$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (value) => String(value),
});

/** A text of so many characters at most that is taken and never told. */
export const hiddenUpTo = (characters: number) =>
  z.codec(z.string().min(1).max(characters), z.instanceof(Hidden), {
    decode: (text) => new Hidden(text),
    encode: (secret) => secret.reveal(),
  });

/** A password, which is taken and never told. */
export const hidden = hiddenUpTo(1_000);

/** A moment, as ISO 8601 text in UTC. */
export const instant = z.iso.datetime();

export const id = z.uuid();

/** What people call something: one line, no spaces around it. */
export const name = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u);

/** A regular expression for whole names. */
export const pattern = z.string().min(1).max(4_000);

/** Which part of a list; `total` of the answer tells how long it is. */
export const page = z.strictObject({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** A part of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), total: z.int().min(0) });

/** A text in both languages. */
export const phrase = z.strictObject({ en: z.string(), zh: z.string() });
