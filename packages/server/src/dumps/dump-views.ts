import { type Problem, problemOf } from '@mqferry/api';
import {
  DUMP_ACTIONS,
  type DumpAction,
  type DumpFacts,
  type DumpIntent,
  dumpBlockedBy,
  dumpState,
} from '@mqferry/migration';
import type { StoredDump } from '@mqferry/store';
import { storedReport } from './dump-report.ts';
import { type DumpView, settingsOf } from './dump-settings.ts';
import type { Dumps } from './dumps.ts';
import type { KeptDump } from './kept-dump.ts';

/** What is known of a dump task. */
export const factsOf = (stored: StoredDump, running: KeptDump | undefined): DumpFacts => ({
  ...{ intent: stored.intent as DumpIntent, observed: running?.observed },
});

/** A dump task as it is wanted and seen. */
export const dumpView = (stored: StoredDump, dumps: Pick<Dumps, 'of'>): DumpView => {
  const running = stored.intent === 'run' ? dumps.of(stored.id) : undefined;
  const facts = factsOf(stored, running);
  const state = dumpState(facts);
  const report = running?.report ?? storedReport(stored);
  // How far behind a dump is that rests, nobody looks.
  const live = state === 'running' ? running : undefined;
  const { nextAt, failed = 0, problem = null } = running?.trouble ?? {};
  const reasonOf = (action: DumpAction): Problem | null => {
    const reason = dumpBlockedBy(action, facts);
    return reason ? problemOf(reason) : null;
  };
  return {
    ...settingsOf(stored),
    ...{ id: stored.id, name: stored.name, sourceId: stored.source_id, targetId: stored.target_id },
    ...{ revision: stored.revision, createdBy: stored.created_by, createdAt: stored.created_at },
    ...{ state, problem, failedAttempts: failed },
    nextAttemptAt: nextAt === undefined ? null : new Date(nextAt).toISOString(),
    counts: report
      ? {
          ...{ read: report.read, written: report.written, filtered: report.filtered },
          ...{ skipped: report.skipped, lost: report.lost },
        }
      : null,
    lag: live?.report?.lag ?? null,
    lagMs: live?.report?.lagMs ?? null,
    recordsPerSecond: live?.rates.now.recordsPerSecond ?? null,
    bytesPerSecondNow: live?.rates.now.bytesPerSecond ?? null,
    asOf: report ? new Date(report.at).toISOString() : null,
    actions: (Object.keys(DUMP_ACTIONS) as DumpAction[]).map((action) => ({
      ...{ action, reason: reasonOf(action) },
    })),
  };
};
