import type { z } from 'zod';

const TOLD = 5;

/** What of a value does not fit its schema, the first few places of it; `part` is what the value is called. */
export const misfitOf = (error: z.ZodError, part: string): string =>
  error.issues
    .slice(0, TOLD)
    .map(({ path, message }) => `${[part, ...path].join('.')}: ${message}`)
    .join('; ');
