import type { CopierOptions } from '../copier/copier-options.ts';
import type { OpenTransaction } from '../open-transactions.ts';
import { recordsLost, withGap } from '../source-gap.ts';
import type { MigrationContext } from './migration-context.ts';

/** How what the copier tells is told of the migration; accepted gaps are written down first. */
export const copierEvents = (
  { options: { journal }, tell }: MigrationContext,
  openIn: (topics: readonly string[]) => Promise<readonly OpenTransaction[]>,
): Required<Pick<CopierOptions, 'onGap' | 'onPaused' | 'onRecovering' | 'onStopped'>> => {
  const tellPaused = async (topics: readonly string[]) => {
    // What cannot be asked now is unknown.
    const open = await openIn(topics).catch(() => undefined);
    tell({ type: 'topics-paused', topics, ...(open ? { openTransactions: open } : {}) });
  };
  return {
    onGap: async (gap) => {
      await journal.changeGaps((gaps) => withGap(gaps, gap));
      tell({ type: 'gap-accepted', ...gap, records: recordsLost(gap) });
    },
    onPaused: ({ atRest, resumed }) => {
      if (atRest.length > 0) void tellPaused(atRest);
      if (resumed.length > 0) tell({ type: 'topics-resumed', topics: resumed });
    },
    onRecovering: ({ topic, partition }, reason, step) =>
      tell({
        type: 'partition-recovering',
        ...{ topic, partition, reason },
        ...(step ? { unanswered: { kind: step.kind, offset: step.baseOffset, records: step.records } } : {}),
      }),
    onStopped: ({ topic, partition }, error) =>
      tell({
        type: 'partition-stopped',
        topic,
        partition,
        code: error?.code ?? '',
        message: error?.message ?? '',
      }),
  };
};
