import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gatewayErrors } from '../errors.ts';
import type { RoutingTable } from './routing-table.ts';
import { readTable } from './table-document.ts';

/** How often a file is looked at, in milliseconds; a look works on network file systems too, where nothing is told. */
const LOOK_MS = 500;

/** What is told of a file with a routing table. */
export interface TableListener {
  readonly onTable: (table: RoutingTable) => void;
  /** It cannot be read now; what was told last stands. */
  readonly onProblem: (problem: Error) => void;
}

/** Reads the routing table in a file. Throws GATEWAY_TABLE_INVALID. */
export const loadTable = async (file: string): Promise<RoutingTable> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw gatewayErrors.GATEWAY_TABLE_INVALID({ file, reason: (error as Error).message }, error);
  }
  return readTable(file, text);
};

/** Tells of the routing table in a file, and of every change of it, until what it gives is called. */
export const followTable = (file: string, { onTable, onProblem }: TableListener): (() => void) => {
  const look = () => void loadTable(file).then(onTable, onProblem);
  watchFile(file, { interval: LOOK_MS }, look);
  look();
  return () => unwatchFile(file, look);
};
