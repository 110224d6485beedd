import type { z } from 'zod';

const TOLD = 5;

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (place, step) =>
      typeof step === 'number'
        ? `${place}[${step}]`
        : place === ''
          ? String(step)
          : `${place}.${String(step)}`,
    '',
  );

/** Where a value does not fit its schema and why, the first few places. */
export const misfitsOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, TOLD)
    .map(({ path, message }) => (path.length === 0 ? message : `${placeOf(path)}: ${message}`))
    .join('; ');
