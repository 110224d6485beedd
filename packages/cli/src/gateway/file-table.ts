import { once } from 'node:events';
import { followTable, loadTable } from '@mqferry/gateway';
import type { Context } from '../context.ts';
import type { TableSource } from './table-source.ts';
import { warn } from './warn.ts';

/** A table that people keep in a file. `first` throws GATEWAY_TABLE_INVALID. */
export const fileTable = (file: string, context: Context): TableSource => {
  const { out, err, t } = context;
  return {
    first: () => loadTable(file),
    follow: async ({ gateway }, signal) => {
      if (signal.aborted) return;
      const stop = followTable(file, {
        onTable: (table) => {
          const before = gateway.revision();
          if (gateway.serve(table)) out.print(t('gateway.serves', { revision: table.revision }));
          else if (table.revision < before) {
            err.print(t('gateway.older', { revision: table.revision, served: before }));
          }
        },
        onProblem: (problem) => warn(problem, context),
      });
      await once(signal, 'abort');
      stop();
    },
  };
};
