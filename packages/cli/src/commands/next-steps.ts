import type { VerificationReport } from '@mqferry/replication';
import { commandLine } from '../arguments/command-line.ts';
import type { SelectionOptions } from '../arguments/selection.ts';
import type { MigrationOutcome } from '../render/report.ts';
import type { PairOptions } from './clusters.ts';

/** A command that makes sense now, ready to be pasted, and what it is good for. */
export interface NextStep {
  readonly command: string;
  readonly reason: 'verify' | 'resume' | 'fix';
}

const pairWords = ({
  from,
  fromConfig,
  to,
  toConfig,
  topics,
  exclude,
  groups,
}: PairOptions & SelectionOptions) => ({
  from,
  'from-config': fromConfig,
  to,
  'to-config': toConfig,
  topics,
  exclude,
  groups,
});

interface MigrateWords extends PairOptions, SelectionOptions {
  readonly follow?: true;
  readonly verify?: true;
  readonly rate?: string;
  readonly state?: string;
  readonly acceptGap?: string;
  readonly recopy?: string;
  readonly mapped?: string;
  readonly maxHoles?: string;
  readonly replication?: string;
  readonly sessionTimeout?: string;
  readonly threads?: string;
  readonly rollingVerify?: true;
  readonly verifyRate?: string;
}

const verifyStep = (options: MigrateWords, reason: NextStep['reason']): NextStep => ({
  command: commandLine('verify', { ...pairWords(options), state: options.state }),
  reason,
});

const migrateStep = (options: MigrateWords, reason: NextStep['reason']): NextStep => {
  const { follow, verify, rate, state, acceptGap, recopy, replication, sessionTimeout } = options;
  const { rollingVerify, verifyRate, mapped, maxHoles, threads } = options;
  return {
    command: commandLine(replication === undefined ? 'migrate' : 'worker', {
      ...pairWords(options),
      replication,
      follow: replication === undefined && follow,
      verify,
      'rolling-verify': rollingVerify,
      'verify-rate': verifyRate,
      'accept-gap': acceptGap,
      recopy,
      mapped,
      'max-holes': maxHoles,
      rate,
      'session-timeout': sessionTimeout,
      threads,
      state,
    }),
    reason,
  };
};

/** What to do after a migration: the same again, the rest of an interrupted comparison, or a comparison at last. */
export const stepsAfter = (
  options: MigrateWords,
  { result: { complete, status } }: MigrationOutcome,
  verification: VerificationReport | undefined,
): NextStep[] => {
  if (!complete) {
    const stopped = status.partitions.some(({ phase }) => phase === 'stopped');
    return [migrateStep(options, stopped ? 'fix' : 'resume')];
  }
  return verification
    ? []
    : [verifyStep(options, options.verify || options.rollingVerify ? 'resume' : 'verify')];
};
