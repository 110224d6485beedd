import { startKafka } from './kafka-cluster.ts';
import { ALL, type KafkaOptions } from './kafka-options.ts';
import { isRunning } from './process-identity.ts';
import { startRocketmq } from './rocketmq/rocketmq-cluster.ts';
import type { RocketmqOptions } from './rocketmq/rocketmq-options.ts';
import { sandboxErrors } from './sandbox-errors.ts';
import { endSandbox, hasLivingOwner, readStates, type SandboxState } from './sandbox-state.ts';

/** A sandbox as it is listed; plain JSON. */
export interface SandboxListing {
  readonly name: string;
  readonly kind: SandboxState['kind'];
  readonly startedAt: string;
  /** Whether all its processes run. */
  readonly running: boolean;
  /** The process on whose end it ends; null when it stays up. */
  readonly ownerPid: number | null;
  readonly processes: readonly { readonly role: string; readonly pid: number; readonly running: boolean }[];
  /** Version, folder, addresses, accounts, brokers: as the kind of sandbox has it. */
  readonly [detail: string]: unknown;
}

const listing = ({ name, kind, startedAt, owner, processes, description }: SandboxState): SandboxListing => {
  const states = processes.map((process) => ({
    role: process.role,
    pid: process.pid,
    running: isRunning(process),
  }));
  return {
    name,
    kind,
    startedAt,
    running: states.every(({ running }) => running),
    ownerPid: owner?.pid ?? null,
    ...description,
    processes: states,
  };
};

/** All sandboxes of this user that have not been ended. */
export const sandboxList = (): SandboxListing[] =>
  readStates()
    .filter(({ kind }) => kind !== 'tools')
    .map(listing);

/** What shall be started. */
export type SandboxOptions = { readonly kafka: KafkaOptions } | { readonly rocketmq: RocketmqOptions };

/**
 * Starts a cluster that stays up when this process ends, and describes it with its addresses.
 * Throws what `startKafka` and `startRocketmq` throw.
 */
export const sandboxUp = async (options: SandboxOptions): Promise<SandboxListing> => {
  const cluster = await ('kafka' in options ? startKafka(options.kafka) : startRocketmq(options.rocketmq));
  cluster.detach();
  return sandboxList().find(({ name }) => name === cluster.name)!;
};

/**
 * Ends the sandbox of this name, or with `all` every one that has no living owner, and gives the names of
 * those that were ended. Only processes that still are the ones which were started get a signal.
 * Throws SANDBOX_NOT_FOUND.
 */
export const sandboxDown = async (which: string): Promise<string[]> => {
  const states = readStates();
  const ended =
    which === ALL
      ? states.filter((state) => !hasLivingOwner(state))
      : states.filter(({ name, kind }) => name === which && kind !== 'tools');
  if (which !== ALL && ended.length === 0) throw sandboxErrors.SANDBOX_NOT_FOUND({ name: which });
  await Promise.all(ended.map(endSandbox));
  return ended.map(({ name }) => name);
};
