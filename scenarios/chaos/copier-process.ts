import { type Mqferry, type MqferryExit, startMqferry, stoppedPartitions } from '../lib/mqferry.ts';
import { until } from '../lib/until.ts';

const STARTED_MS = 60_000;

/** What the copiers of one run met. */
export interface Encounters {
  /** Times a partition had to find its place again. */
  recoveries: number;
  /** Of those: markers, and batches, of which it was not known whether they had been written. */
  markers: number;
  batches: number;
}

/** A copier that is started again whenever it is killed. */
export class CopierProcess {
  readonly #arguments: readonly string[];
  readonly #former: Mqferry[] = [];
  #now: Mqferry;

  /** With these arguments of `mqferry`. */
  constructor(args: readonly string[]) {
    this.#arguments = args;
    this.#now = this.#start();
  }

  #start(): Mqferry {
    return startMqferry(...this.#arguments);
  }

  /** Resolves when the next one copies: one that only starts gives up where a broker fails. Throws when it ended by itself. */
  async kill(): Promise<void> {
    this.#now.kill('SIGKILL');
    const { signal, stderr } = await this.#now.exited;
    if (signal !== 'SIGKILL') throw new Error(`the copier ended by itself: ${stderr}`);
    this.#former.push(this.#now);
    this.#now = this.#start();
    await until('the next copier copies', STARTED_MS, () =>
      this.#now.lines.some(({ type }) => type === 'progress'),
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.#now.kill(signal);
  }

  /** Lets it end in an orderly way. */
  end(): Promise<MqferryExit> {
    this.#now.kill('SIGINT');
    return this.#now.exited;
  }

  /** Partitions that stopped for good, and by which code. */
  stopped(): ReadonlyMap<number, string> {
    return stoppedPartitions(this.#now);
  }

  /** The last line of each type. */
  lastWords(): string {
    const last = new Map(this.#now.lines.map((line) => [line.type, JSON.stringify(line)]));
    return [...last.values()].join('\n');
  }

  encounters(): Encounters {
    const met: Encounters = { recoveries: 0, markers: 0, batches: 0 };
    for (const { type, unanswered } of [...this.#former, this.#now].flatMap(({ lines }) => lines)) {
      if (type !== 'partition-recovering') continue;
      met.recoveries += 1;
      if (unanswered?.kind === 'marker') met.markers += 1;
      if (unanswered?.kind === 'batch') met.batches += 1;
    }
    return met;
  }
}
