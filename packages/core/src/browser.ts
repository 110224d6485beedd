/** What of this package runs in a browser too. */
export * from './errors.ts';
export * from './hidden.ts';
