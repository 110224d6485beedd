import { pause } from '@mqferry/core';
import type { CopyStatus, RollingStatus, RunningMigration, VerifiedPartition } from '@mqferry/replication';
import { controlErrors } from './control-errors.ts';
import type { ControlReply } from './control-protocol.ts';

const POLL_MS = 200;

/**
 * Waits until everything is compared that is copied by now, but of partitions whose comparison has come to an end, and
 * gives the verdict. Throws CONTROL_NOT_VERIFYING.
 */
export const verified = async (
  running: Pick<RunningMigration, 'status' | 'verification' | 'finished'>,
): Promise<ControlReply> => {
  const askedAt = performance.now();
  const status = (): RollingStatus => {
    const now = running.verification();
    if (!now) throw controlErrors.CONTROL_NOT_VERIFYING({});
    return now;
  };
  let ended = false;
  const noteEnd = () => {
    ended = true;
  };
  running.finished.then(noteEnd, noteEnd);
  for (let now = status(); ; now = status()) {
    const waited = performance.now() - askedAt;
    const isDue = ({ ageMs, error, differences }: VerifiedPartition) =>
      !error && differences.length === 0 && (ageMs === undefined || ageMs > waited);
    if (coversAll(running.status(), now) && !now.partitions.some(isDue)) return verdictOf(now);
    if (ended) throw controlErrors.CONTROL_NOT_READY({});
    await pause(POLL_MS);
  }
};

/** Those that are just being looked for are not known to the comparison yet. */
const coversAll = ({ partitions }: CopyStatus, { partitions: followed, leftOut }: RollingStatus): boolean => {
  const known = new Set(followed.map(({ topic, partition }) => `${topic}-${partition}`));
  return partitions.every(
    ({ topic, partition, phase }) =>
      phase === 'stopped' || leftOut.includes(topic) || known.has(`${topic}-${partition}`),
  );
};

const verdictOf = ({ partitions, leftOut }: RollingStatus): ControlReply => {
  const differing = partitions.filter(({ differences, error }) => error || differences.length > 0);
  return {
    type: 'verified',
    equal: differing.length === 0,
    records: partitions.reduce((sum, { records }) => sum + records, 0),
    unverified: partitions.reduce((sum, { unverified }) => sum + unverified, 0n),
    differing,
    leftOut,
  };
};
