import type { CopyControl } from './copy-control.ts';
import type { PartitionCopy } from './partition-copy.ts';
import { phaseOf } from './statuses.ts';

/** What has changed since one looked last. */
export interface PauseChanges {
  /** Paused, and all that was read of them is on the target: nothing of them moves any more. */
  readonly atRest: readonly string[];
  readonly resumed: readonly string[];
}

/** Notices when paused topics have come to rest, and when they go on. */
export class PauseWatch {
  readonly #control: CopyControl;
  #atRest: ReadonlySet<string> = new Set();

  constructor(control: CopyControl) {
    this.#control = control;
  }

  /** To be called now and then with all partitions. */
  look(partitions: readonly PartitionCopy[]): PauseChanges {
    const paused = new Set(
      partitions.map(({ topic }) => topic).filter((topic) => this.#control.isPaused(topic)),
    );
    const moving = new Set(partitions.filter((p) => !this.#rests(p)).map(({ topic }) => topic));
    const before = this.#atRest;
    this.#atRest = new Set([...paused].filter((topic) => before.has(topic) || !moving.has(topic)));
    return {
      atRest: [...this.#atRest].filter((topic) => !before.has(topic)),
      resumed: [...before].filter((topic) => !paused.has(topic)),
    };
  }

  #rests(p: PartitionCopy): boolean {
    return ['paused', 'stopped', 'reached'].includes(phaseOf(p, this.#control));
  }
}
