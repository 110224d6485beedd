import { z } from 'zod';
import { gatewayErrors } from '../errors.ts';
import type { RoutingTable } from './routing-table.ts';

const access = z.enum(['none', 'connect', 'read', 'write', 'read-write']);
const shares = z.record(z.string().min(1), z.strictObject({ source: access, target: access })).default({});

/** A routing table as a file. */
const tableDocument = z.strictObject({
  format: z.literal('mqferry-routing-table'),
  version: z.literal(1),
  revision: z.int().min(1),
  topics: shares,
  groups: shares,
  targetNames: z.record(z.string().min(1), z.string().min(1)).default({}),
  held: z.array(z.string().min(1)).default([]),
});

const mapOf = <T>(record: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
  new Map(Object.entries(record));

/** A routing table as a document. */
export type TableDocument = z.infer<typeof tableDocument>;

/** The routing table that a document tells. */
export const tableOf = ({ revision, topics, groups, targetNames, held }: TableDocument): RoutingTable => ({
  ...{ revision, topics: mapOf(topics), groups: mapOf(groups) },
  ...{ targetNames: mapOf(targetNames), held: new Set(held) },
});

/** Reads a routing table from the text of a file, whose name is for the error. Throws GATEWAY_TABLE_INVALID. */
export const readTable = (file: string, text: string): RoutingTable => {
  try {
    return tableOf(tableDocument.parse(JSON.parse(text)));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw gatewayErrors.GATEWAY_TABLE_INVALID({ file, reason }, error);
  }
};

/** The text of a file with a routing table. */
export const tableText = ({ revision, topics, groups, targetNames, held }: RoutingTable): string =>
  `${JSON.stringify(
    {
      ...{ format: 'mqferry-routing-table', version: 1, revision },
      ...{ topics: Object.fromEntries(topics), groups: Object.fromEntries(groups) },
      ...{ targetNames: Object.fromEntries(targetNames), held: [...held] },
    },
    undefined,
    2,
  )}\n`;
