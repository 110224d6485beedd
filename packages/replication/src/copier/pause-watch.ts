import type { CopyControl } from './copy-control.ts';
import type { PartitionStatus } from './copy-status.ts';

/** What has changed since one looked last. */
export interface PauseChanges {
  /** Paused, and all that was read of them is on the target: nothing of them moves any more. */
  readonly atRest: readonly string[];
  readonly resumed: readonly string[];
}

const AT_REST: ReadonlySet<PartitionStatus['phase']> = new Set(['paused', 'stopped', 'reached']);

/** Notices when paused topics have come to rest, and when they go on. */
export class PauseWatch {
  readonly #control: CopyControl;
  #atRest: ReadonlySet<string> = new Set();

  constructor(control: CopyControl) {
    this.#control = control;
  }

  /** To be called now and then with where all partitions stand. */
  look(partitions: readonly Pick<PartitionStatus, 'topic' | 'phase'>[]): PauseChanges {
    const paused = new Set(
      partitions.map(({ topic }) => topic).filter((topic) => this.#control.isPaused(topic)),
    );
    const moving = new Set(partitions.filter(({ phase }) => !AT_REST.has(phase)).map(({ topic }) => topic));
    const before = this.#atRest;
    this.#atRest = new Set([...paused].filter((topic) => before.has(topic) || !moving.has(topic)));
    return {
      atRest: [...this.#atRest].filter((topic) => !before.has(topic)),
      resumed: [...before].filter((topic) => !paused.has(topic)),
    };
  }
}
