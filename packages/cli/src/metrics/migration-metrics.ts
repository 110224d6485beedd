import {
  type MigrationEvent,
  PHASES,
  type RunningMigration,
  THROTTLES,
  TOPIC_METRICS,
  type TopicMetric,
  VERIFICATION_METRICS,
  verifiedTopics,
} from '@mqferry/replication';
import { Counter, collectDefaultMetrics, Gauge, Registry } from '@prometheus-io/client';

type Label = 'topic' | 'phase' | 'reason' | 'code';

interface TopicSeries<Status> extends Pick<TopicMetric<Status>, 'value'> {
  readonly series: Gauge<Label> | Counter<Label>;
}

/**
 * The metrics of a running migration for Prometheus. Labels are topics and fixed sets, never partitions, so there are
 * some twenty series for each topic.
 */
export class MigrationMetrics {
  readonly registry = new Registry();
  readonly #byTopic = TOPIC_METRICS.map((metric) => this.#seriesOf(metric));
  readonly #verified = VERIFICATION_METRICS.map((metric) => this.#seriesOf(metric));
  readonly #partitions = this.#gauge(
    { name: 'mqferry_partitions', help: 'Partitions by where they stand.' },
    ...(['topic', 'phase'] as const),
  );
  readonly #throttled = this.#gauge(
    {
      name: 'mqferry_throttled',
      help: '1 for what holds the copy back at this moment, 0 for what does not.',
    },
    'reason',
  );
  readonly #limit = this.#gauge({
    name: 'mqferry_rate_limit_bytes_per_second',
    help: 'Limit of all topics together; +Inf without one.',
  });
  readonly #topicLimit = this.#gauge(
    {
      name: 'mqferry_topic_rate_limit_bytes_per_second',
      help: 'Limits of single topics; absent for those without one.',
    },
    'topic',
  );
  readonly #held = this.#gauge({
    name: 'mqferry_held_bytes',
    help: 'Bytes that are read from the source and not yet confirmed by the target.',
  });
  readonly #errors = this.#counter(
    {
      name: 'mqferry_errors_total',
      help: 'Partitions that were stopped or refused, by the code of the error.',
    },
    ...(['topic', 'code'] as const),
  );
  readonly #gaps = this.#counter(
    {
      name: 'mqferry_accepted_gap_records_total',
      help: 'Records given up, as allowed, because the source had deleted them before they were copied.',
    },
    'topic',
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Counts what is told only once. */
  observe(event: MigrationEvent): void {
    if (event.type === 'partition-stopped') this.#errors.inc({ topic: event.topic, code: event.code });
    if (event.type === 'topic-refused')
      this.#errors.inc({ topic: event.topic, code: event.error.code }, event.partitions);
    if (event.type === 'gap-accepted') this.#gaps.inc({ topic: event.topic }, Number(event.records));
  }

  /** All metrics as of now, in the text format of Prometheus. */
  text(running: Omit<RunningMigration, 'finished' | 'followed'>): Promise<string> {
    const topics = running.topics();
    const verification = running.verification();
    fill(this.#byTopic, topics);
    fill(this.#verified, verification ? verifiedTopics(verification) : []);
    this.#partitions.reset();
    for (const { topic, phases } of topics) {
      for (const phase of PHASES) this.#partitions.set({ topic, phase }, phases.get(phase) ?? 0);
    }
    const { throttledBy, heldBytes } = running.status();
    for (const reason of THROTTLES) this.#throttled.set({ reason }, reason === throttledBy ? 1 : 0);
    this.#held.set(heldBytes);
    this.#limit.set(running.control.total.bytesPerSecond);
    this.#topicLimit.reset();
    for (const [topic, rate] of running.control.topicRates) this.#topicLimit.set({ topic }, rate);
    return this.registry.metrics();
  }

  #seriesOf<Status>(metric: TopicMetric<Status>): TopicSeries<Status> {
    const series = metric.kind === 'counter' ? this.#counter(metric, 'topic') : this.#gauge(metric, 'topic');
    return { series, value: metric.value };
  }

  #gauge(what: { name: string; help: string }, ...labelNames: Label[]): Gauge<Label> {
    const { name, help } = what;
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  #counter(what: { name: string; help: string }, ...labelNames: Label[]): Counter<Label> {
    const { name, help } = what;
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
}

/** Sets the values of each topic; one that has none any more must not keep its last one. */
const fill = <Status extends { readonly topic: string }>(
  metrics: readonly TopicSeries<Status>[],
  topics: readonly Status[],
): void => {
  for (const { series, value } of metrics) {
    series.reset();
    for (const status of topics) {
      const known = value(status);
      if (known !== undefined) series.inc({ topic: status.topic }, known);
    }
  }
};
