import type { CopyStatus } from '../copier/copy-status.ts';
import type { TargetJournal } from '../journal/target-journal.ts';
import type { MigrationOptions, MigrationResult } from '../migration-run.ts';
import { restoreTarget } from '../prepare-target.ts';
import type { KeepInStep } from './keep-in-step.ts';
import type { MigrationContext } from './migration-context.ts';
import type { MigrationParts } from './migration-parts.ts';

/** Ends a migration whose copier has ended: the last group offsets, what was held is put back, and what it came to. */
export const conclude = async (
  { target, options, tell }: MigrationContext,
  { copier, ownership, tasks, transactions }: MigrationParts,
  keepInStep: KeepInStep,
): Promise<MigrationResult> => {
  const { journal, until, replication, keepHeld } = options;
  const isShared = replication !== undefined;
  const groups = await keepInStep.end();
  const complete =
    isComplete(copier.status(), until) && (isShared || copier.status().partitions.length === tasks.size);
  const restores = !isShared || (await ownership.end());
  if (complete) await forgetRecreated(journal);
  if (complete && restores && !keepHeld) await restoreTarget(target, ownership.topics, journal, tell);
  const gaps = (await journal.gaps()).filter(({ topic }) => ownership.topics.includes(topic));
  const status = copier.status();
  const topics = status.partitions.map(({ topic }) => topic);
  const openTransactions = await transactions.openIn(topics, status);
  return { complete, status, groups, refused: keepInStep.refused, gaps, openTransactions };
};

/** Topics that were created anew are like any other once their copy is complete. */
const forgetRecreated = async (journal: TargetJournal): Promise<void> => {
  const recreated = await journal.recreatedIds();
  if (recreated.size > 0)
    await journal.saveRecreatedIds(new Map([...recreated.keys()].map((topic) => [topic, undefined])));
};

/** A copy with an end has to reach it; one without has to stand without errors when it is told to stop. */
const isComplete = ({ partitions }: CopyStatus, until: MigrationOptions['until']): boolean =>
  partitions.every(({ phase }) => (until === 'once' ? phase === 'reached' : phase !== 'stopped'));
