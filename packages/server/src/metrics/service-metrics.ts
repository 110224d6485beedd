import type { Way } from '@mqferry/migration';
import { TOPIC_METRICS, type TopicMetric, VERIFICATION_METRICS } from '@mqferry/replication';
import type { Dumps as DumpStore, Migrations } from '@mqferry/store';
import { Counter, collectDefaultMetrics, Gauge, Registry } from '@prometheus-io/client';
import type { Copies } from '../copies/copies.ts';
import { type CopyReport, type TopicReport, WAYS } from '../copies/copy-calls.ts';
import type { Dumps } from '../dumps/dumps.ts';
import { DumpMetrics } from './dump-metrics.ts';

type Label = 'migration' | 'way' | 'topic' | 'state';

interface Filled {
  readonly series: Gauge<Label> | Counter<Label>;
  readonly value: (report: TopicReport) => number | undefined;
}

const LABELS: Label[] = ['migration', 'way', 'topic'];

/**
 * The metrics of all migrations for Prometheus: those of `mqferry migrate --metrics`, by migration and way; and those of dump
 * tasks.
 */
export class ServiceMetrics {
  readonly registry = new Registry();
  readonly #migrations: Migrations;
  readonly #copies: Copies;
  readonly #dumps: DumpMetrics;
  readonly #byTopic: readonly Filled[];
  readonly #running: Gauge<'migration' | 'way'>;
  readonly #topics: Gauge<'migration' | 'way' | 'state'>;

  constructor(migrations: Migrations, copies: Copies, dumpStore: DumpStore, dumps: Dumps) {
    this.#migrations = migrations;
    this.#dumps = new DumpMetrics(this.registry, dumpStore, dumps);
    this.#copies = copies;
    collectDefaultMetrics({ register: this.registry });
    this.#byTopic = [
      ...TOPIC_METRICS.map((metric) => this.#filled(metric, ({ status }) => status)),
      ...VERIFICATION_METRICS.map((metric) => this.#filled(metric, ({ verification }) => verification)),
    ];
    this.#running = new Gauge({
      name: 'mqferry_copy_running',
      help: '1 for a copy that runs, 0 for one that is wanted and has ended with an error.',
      labelNames: ['migration', 'way'],
      registers: [this.registry],
    });
    this.#topics = new Gauge({
      name: 'mqferry_topics',
      help: 'Topics by the state of their copy.',
      labelNames: ['migration', 'way', 'state'],
      registers: [this.registry],
    });
  }

  /** All of them as of now, in the text format of Prometheus. */
  async text(): Promise<string> {
    for (const { series } of this.#byTopic) series.reset();
    this.#running.reset();
    this.#topics.reset();
    for (const { id, name: migration } of await this.#migrations.list()) {
      const copies = this.#copies.of(id);
      for (const way of WAYS) {
        const copy = copies[way];
        if (!copy) continue;
        this.#running.set({ migration, way }, copy.error ? 0 : 1);
        if (copy.report && !copy.error) this.#fill(migration, way, copy.report);
      }
    }
    await this.#dumps.take();
    return this.registry.metrics();
  }

  #fill(migration: string, way: Way, { topics }: CopyReport): void {
    for (const report of topics) {
      const { topic, state } = report;
      this.#topics.inc({ migration, way, state });
      for (const { series, value } of this.#byTopic) {
        const known = value(report);
        if (known !== undefined) series.inc({ migration, way, topic }, known);
      }
    }
  }

  #filled<Status>(
    { name, help, kind, value }: TopicMetric<Status>,
    of: (report: TopicReport) => Status | undefined,
  ): Filled {
    const Kind = kind === 'counter' ? Counter : Gauge;
    return {
      series: new Kind({ name, help, labelNames: LABELS, registers: [this.registry] }),
      value: (report) => {
        const status = of(report);
        return status && value(status);
      },
    };
  }
}
