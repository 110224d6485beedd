import { join } from 'node:path';
import { createTopics } from '@mqferry/kafka';
import type { VerificationReport } from '@mqferry/replication';
import { type KafkaVersion, requireArtifacts } from '@mqferry/sandbox';
import type { Context } from '../context.ts';
import { bytesText, grouped, percentText, rateText } from '../render/numbers.ts';
import { shortLinesOfView } from '../render/plan.ts';
import { viewOfServicePlan } from '../render/service/plan.ts';
import { verificationLines } from '../render/verification.ts';
import type { TrafficSwitch } from '../service/find.ts';
import { isTextKey, type Texts } from '../texts/texts.ts';
import { demoErrors } from './demo-errors.ts';
import { DemoService, USER } from './demo-service.ts';
import { fillTopic } from './fill-topic.ts';
import { checkStart, drained, finalOffsets, liveEnds, PARTITIONS } from './hand-off.ts';
import { type BacklogResult, type CopiedAmount, LiveCopy } from './live-copy.ts';
import { openBrowser } from './open-browser.ts';
import {
  GROUP,
  LIVE_RATE,
  LIVE_TOPIC,
  RECORD_BYTES,
  SOURCE_VERSION,
  TARGET_VERSION,
  TOPICS,
} from './scene.ts';
import type { DemoCluster, Stage } from './stage.ts';
import type { Step } from './steps.ts';
import { Traffic } from './traffic.ts';
import type { VerifiableClient } from './verifiable-client.ts';

/** Orders that the consumer has to read before the traffic counts as live. */
const ENOUGH = 400;

/** What every act works with. */
export interface Play {
  readonly context: Context;
  readonly signal: AbortSignal;
  readonly stage: Stage;
}

/** Both clusters. */
export interface Pair {
  readonly source: DemoCluster;
  readonly target: DemoCluster;
}

/** The clients at work on one of them. */
export interface LiveClients {
  readonly producer: VerifiableClient;
  readonly consumer: VerifiableClient;
}

/** Starts both clusters at once, and sees to it that the files of the Java clients are there. */
export const startClusters = async ({ context: { t }, stage, signal }: Play, step: Step): Promise<Pair> => {
  step.doing(t('demo.clusters.doing'));
  const start = async (version: KafkaVersion, key: 'demo.clusters.source' | 'demo.clusters.target') => {
    const cluster = await stage.startCluster(version);
    step.done(t(key, { version, address: cluster.bootstrap }));
    return cluster;
  };
  // All are waited for, also when one fails, so that the others can be stopped.
  const [source, target, tools] = await Promise.allSettled([
    start(SOURCE_VERSION, 'demo.clusters.source'),
    start(TARGET_VERSION, 'demo.clusters.target'),
    requireArtifacts('tools'),
  ]);
  if (source.status === 'rejected') throw source.reason;
  if (target.status === 'rejected') throw target.reason;
  if (tools.status === 'rejected') throw tools.reason;
  signal.throwIfAborted();
  return { source: source.value, target: target.value };
};

/** Creates the topics on the source and writes their backlog. */
export const fillSource = async (
  { context: { t }, signal }: Play,
  { client, bootstrap }: DemoCluster,
  step: Step,
): Promise<void> => {
  step.doing(t('demo.fill.doing'));
  await createTopics(
    client,
    TOPICS.map(({ name, partitions }) => ({ name, partitions, replicationFactor: 1 })),
  );
  const filled = await Promise.allSettled(
    TOPICS.map(async (topic) => {
      await fillTopic(bootstrap, topic, signal);
      const { name: topicName, partitions, compression } = topic;
      const records = grouped(topic.records);
      step.done(
        t('demo.fill.done', {
          topic: topicName,
          records,
          size: bytesText(RECORD_BYTES),
          partitions,
          compression,
        }),
      );
    }),
  );
  const failed = filled.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
};

/** Starts a producer and a consumer on the source, and waits until the consumer has caught up with the producer. */
export const startTraffic = async (
  { context: { t }, signal, stage }: Play,
  { bootstrap }: DemoCluster,
  step: Step,
): Promise<LiveClients & { traffic: Traffic }> => {
  step.doing(t('demo.traffic.doing'));
  const traffic = new Traffic(signal);
  stage.atEnd(() => traffic.stop());
  const { ledger } = traffic;
  const producer = await traffic.startProducer(bootstrap, 1);
  const consumer = await traffic.startConsumer(bootstrap, 'source');
  await traffic.until(() => ledger.sent > 0);
  step.done(t('demo.traffic.producer', { topic: LIVE_TOPIC.name, rate: LIVE_RATE }));
  await traffic.until(() => ledger.records >= LIVE_TOPIC.records + ENOUGH);
  step.done(t('demo.traffic.consumer', { group: GROUP, records: grouped(ledger.records) }));
  return { traffic, producer, consumer };
};

/** Starts the service, with the demo's migration in it, and tells where its console is. */
export const openConsole = async ({ context, stage }: Play, pair: Pair, step: Step): Promise<DemoService> => {
  const { t } = context;
  step.doing(t('demo.console.doing'));
  const service = await DemoService.start(join(pair.target.cluster.directory, 'service'), pair, context);
  stage.atEnd(() => service.close());
  const { url, password } = service;
  step.done(t('demo.console.at', { url: context.err.colors.bold(url), user: USER, password }));
  if (context.err.isTerminal) openBrowser(url, context.world.env);
  return service;
};

/** Plans the migration, and starts it; resolves when the backlog is over and the offsets of groups too. */
export const startCopy = async (
  { context, signal }: Play,
  pair: Pair,
  service: DemoService,
  step: Step,
): Promise<{ copy: LiveCopy; backlog: BacklogResult }> => {
  const { t, language } = context;
  step.doing(t('progress.reading'));
  step.tell(...shortLinesOfView(viewOfServicePlan(await service.plan(), language), t));
  signal.throwIfAborted();
  const copy = new LiveCopy(service, pair, context);
  await service.startCopy();
  step.doing((columns) => copy.line(columns));
  const backlog = await copy.backlogDone(signal);
  const places = {
    records: grouped(backlog.records),
    bytes: bytesText(backlog.bytes),
    seconds: backlog.seconds.toFixed(1),
    rate: rateText(backlog.bytes / backlog.seconds),
  };
  step.done(t('demo.copy.backlog', places));
  await copy.groupsCopied(signal);
  step.done(t('demo.copy.tail', { group: GROUP }));
  return { copy, backlog };
};

/** Compares every record up to `until` on both clusters. Throws DEMO_DIFFERENT. */
export const compareRecords = async (
  { context: { world, t, err }, signal }: Play,
  { source, target }: Pair,
  until: ReadonlyMap<string, bigint>,
  step: Step,
): Promise<VerificationReport> => {
  step.doing(t('progress.reading'));
  const scope = { topics: TOPICS.map(({ name }) => name), groups: [], until };
  const report = await world.services.verify(source.client, target.client, scope, {
    signal,
    onProgress: ({ records, totalOffsets }) =>
      step.doing(() => t('progress.verifying', { percent: percentText(BigInt(records), totalOffsets) })),
  });
  const lines = verificationLines(report, [], t, err.colors);
  if (!report.equal) {
    step.tell(...lines);
    const partitions = report.partitions.filter(({ equal }) => !equal).length;
    throw demoErrors.DEMO_DIFFERENT({ partitions });
  }
  // The verdict; that each topic is equal follows from it.
  step.done(lines.at(-1)!);
  return report;
};

/** The gates that are not passed yet, by what they are called. */
const waitingFor = ({ gates }: TrafficSwitch, t: Texts): string =>
  gates
    .filter(({ standing }) => standing !== 'pass')
    .map(({ id }) => (isTextKey(`gate.${id}`) ? t(`gate.${id}` as never) : id))
    .join(' · ');

/**
 * Switches at the same offsets: ends the clients on the source when everything is read, waits until every gate is passed,
 * checks that the group stands at the same offsets on both clusters, and starts the clients on the target.
 */
export const handOff = async (
  { context: { t }, signal }: Play,
  { source, target }: Pair,
  { traffic, producer, consumer }: LiveClients & { traffic: Traffic },
  { service, copy }: { readonly service: DemoService; readonly copy: LiveCopy },
  step: Step,
): Promise<{ clients: LiveClients; copied: CopiedAmount }> => {
  const { ledger } = traffic;
  step.doing(t('demo.handOff.drain'));
  await service.beginSwitch(TOPICS.map(({ name }) => name));
  await traffic.end(producer);
  step.done(t('demo.handOff.producerEnded', { orders: grouped(ledger.sent) }));
  const ends = await liveEnds(source.client);
  await drained(traffic, ends);
  await traffic.end(consumer);
  step.done(t('demo.handOff.consumerEnded', { partitions: PARTITIONS.length }));
  const copied = await copy.drain(signal);
  let waiting = '';
  step.doing(() => t('demo.handOff.gates', { gates: waiting }));
  await copy.switched((moving) => {
    waiting = waitingFor(moving, t);
  }, signal);
  step.done(t('demo.handOff.switched'));
  const offsets = await finalOffsets(source.client, target.client, ends);
  step.done(
    t('demo.handOff.offsets', { group: GROUP, offsets: [...offsets.values()].map(grouped).join(' · ') }),
  );

  step.doing(t('demo.handOff.start'));
  const numbered = ledger.numbered + ENOUGH;
  const clients = {
    consumer: await traffic.startConsumer(target.bootstrap, 'target'),
    producer: await traffic.startProducer(target.bootstrap, 2),
  };
  await traffic.until(
    () => ledger.numbered >= numbered && ledger.firstOn('target').size === PARTITIONS.length,
  );
  checkStart(traffic, offsets);
  step.done(t('demo.handOff.started', { group: GROUP, partitions: PARTITIONS.length }));
  return { clients, copied };
};

/** Ends the clients on the target when everything is read, and closes the books. */
export const endTraffic = async (
  { context: { t } }: Play,
  { client }: DemoCluster,
  { traffic, producer, consumer }: LiveClients & { traffic: Traffic },
  step: Step,
): Promise<void> => {
  const { ledger } = traffic;
  step.doing(t('demo.check.doing'));
  await traffic.end(producer);
  await drained(traffic, await liveEnds(client));
  await traffic.end(consumer);
  ledger.close();
  const places = { orders: grouped(ledger.sent), records: grouped(ledger.records) };
  step.done(t('demo.check.orders', places));
};
