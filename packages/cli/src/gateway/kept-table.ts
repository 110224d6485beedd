import { loadTable, type RoutingTable, type TableDocument } from '@mqferry/gateway';
import { cliErrors } from '../cli-errors.ts';
import { JsonFile } from '../json-file.ts';
import { rocketmqErrors } from '../rocketmq/rocketmq-errors.ts';

/** Where a gateway keeps the table that the service gave it last. */
export interface KeptTable {
  /** Undefined: there is none yet. Throws GATEWAY_TABLE_INVALID. */
  read(): Promise<RoutingTable | undefined>;
  /** A crash leaves the old one or the new one. Throws CLI_TABLE_NOT_KEPT. */
  write(table: TableDocument): Promise<void>;
}

/** Keeps it in a file. */
export const keptTable = (file: string): KeptTable => {
  const document = new JsonFile(file, {
    unreadable: rocketmqErrors.CLI_FILE_UNREADABLE,
    unwritable: cliErrors.CLI_TABLE_NOT_KEPT,
  });
  return {
    read: async () => {
      try {
        return await loadTable(file);
      } catch (error) {
        if (((error as Error).cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: (table) => document.write(table),
  };
};
