import type { MetadataImport } from '../../api/types.ts';

/**
 * The masters that the last plan writes to, which have to be there when it is planned anew: name servers forget one that
 * is down, and nothing would be written to it without a word.
 */
export const mastersOf = ({ plan }: MetadataImport): string[] => plan.brokers.map(({ name }) => name);
