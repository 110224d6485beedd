import type { Way } from '@mqferry/migration';

/** What a document of a copy is called in the store: both ways have their own. */
export const documentName = (way: Way, name: string): string => (way === 'forward' ? name : `${name}-${way}`);
