import type { EndedTransactions, MigrationPlan } from '@mqferry/replication';
import { parseSeconds } from '../arguments/seconds.ts';
import { cliErrors } from '../cli-errors.ts';
import type { Context } from '../context.ts';
import { emit } from '../render/json.ts';
import { sourceTransactionLines } from '../render/open-transactions.ts';
import type { OpenCluster } from './clusters.ts';

/** What the operator said of transactions that are open at the source. */
export interface EndOpenOptions {
  /** Seconds. */
  readonly endTransactions?: string;
  readonly abortTransactions?: true;
  readonly json?: true;
}

/** Waits for transactions at the source, before anything is written, if asked to; undefined when it is not. */
export const endOpen = async (
  { endTransactions, abortTransactions, json }: EndOpenOptions,
  { topics }: MigrationPlan,
  source: OpenCluster,
  context: Context,
): Promise<EndedTransactions | undefined> => {
  if (endTransactions === undefined) {
    if (abortTransactions)
      throw cliErrors.CLI_OPTION_MISSING({ option: '--end-transactions', help: 'mqferry migrate --help' });
    return undefined;
  }
  const { world, out, t } = context;
  const names = topics.map(({ topic }) => topic);
  const ended = await world.services.endTransactions(source.client, names, {
    waitMs: parseSeconds('--end-transactions', endTransactions),
    abort: abortTransactions ?? false,
    onWaiting: (open) => {
      if (json) emit(context, { type: 'waiting-for-transactions', transactions: open });
      else out.print(...sourceTransactionLines('open.waiting', open, t));
    },
  });
  if (!json) {
    out.print(...sourceTransactionLines('open.waitedFor', ended.waitedFor, t));
    out.print(...sourceTransactionLines('open.aborted', ended.aborted, t));
  }
  return ended;
};
