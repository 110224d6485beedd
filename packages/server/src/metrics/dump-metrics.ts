import type { Dumps as DumpStore } from '@mqferry/store';
import { Counter, Gauge, type Registry } from '@prometheus-io/client';
import { dumpView } from '../dumps/dump-views.ts';
import type { Dumps } from '../dumps/dumps.ts';

const OUTCOMES = ['read', 'written', 'filtered', 'skipped', 'lost'] as const;

/** The metrics of all dump tasks. */
export class DumpMetrics {
  readonly #store: DumpStore;
  readonly #dumps: Pick<Dumps, 'of'>;
  readonly #records: Counter<'dump' | 'outcome'>;
  readonly #running: Gauge<'dump'>;
  readonly #lag: Gauge<'dump'>;
  readonly #lagSeconds: Gauge<'dump'>;

  /** They come with the others of `registry`. */
  constructor(registry: Registry, store: DumpStore, dumps: Pick<Dumps, 'of'>) {
    this.#store = store;
    this.#dumps = dumps;
    const series = (name: string, help: string) => ({ name, help, registers: [registry] });
    this.#records = new Counter({
      ...series('mqferry_dump_records_total', 'Records that a dump task has read, and what became of them.'),
      labelNames: ['dump', 'outcome'],
    });
    this.#running = new Gauge({
      ...series(
        'mqferry_dump_running',
        '1 for a dump task that runs, 0 for one that is wanted to and does not.',
      ),
      labelNames: ['dump'],
    });
    this.#lag = new Gauge({
      ...series(
        'mqferry_dump_lag_records',
        'Offsets of the source that a running dump task has not read yet.',
      ),
      labelNames: ['dump'],
    });
    this.#lagSeconds = new Gauge({
      ...series('mqferry_dump_lag_seconds', 'How old the last record that a dump task has read is.'),
      labelNames: ['dump'],
    });
  }

  /** Takes them as of now; what is not known is left out. */
  async take(): Promise<void> {
    for (const series of [this.#records, this.#running, this.#lag, this.#lagSeconds]) series.reset();
    for (const stored of await this.#store.list()) {
      const { name: dump, counts, state, lag, lagMs } = dumpView(stored, this.#dumps);
      for (const outcome of counts ? OUTCOMES : [])
        this.#records.inc({ dump, outcome }, Number(counts![outcome]));
      if (stored.intent === 'run') this.#running.set({ dump }, state === 'running' ? 1 : 0);
      if (lag !== null) this.#lag.set({ dump }, Number(lag));
      if (lagMs !== null) this.#lagSeconds.set({ dump }, lagMs / 1000);
    }
  }
}
