import { type Mqferry, type MqferryExit, startMqferry } from '../lib/mqferry.ts';

/** A worker of one replication, and what it says of its share. */
export interface Worker {
  /** The partitions that it copies now, by `topic-partition`. */
  readonly owned: ReadonlySet<string>;
  /** How often it was taken what it had. */
  readonly losses: number;
  kill(signal: NodeJS.Signals): void;
  /** Lets it end in an orderly way. */
  end(): Promise<MqferryExit>;
}

/** Starts a worker of the replication `shared`. */
export const startWorker = (...args: string[]): Worker => {
  const mqferry: Mqferry = startMqferry('worker', ...args, '--replication', 'shared');
  return {
    get owned() {
      const owned = new Set<string>();
      for (const { type, partitions } of mqferry.lines) {
        if (type === 'partitions-taken') for (const partition of partitions) owned.add(partition);
        if (type === 'partitions-given-up') for (const partition of partitions) owned.delete(partition);
      }
      return owned;
    },
    get losses() {
      return mqferry.lines.filter(({ type, lost }) => type === 'partitions-given-up' && lost).length;
    },
    kill: mqferry.kill,
    end: () => {
      mqferry.kill('SIGINT');
      return mqferry.exited;
    },
  };
};
