/** Of ECMAScript 2026, and in Node since version 21. */
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };

/**
 * A value as JSON text, with 64-bit integers as plain numbers, which Java reads with all their digits. What is undefined
 * is left out.
 */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? rawJSON(item.toString()) : item));

/** The same as a body. */
export const jsonBytes = (value: unknown): Buffer => Buffer.from(jsonText(value));
