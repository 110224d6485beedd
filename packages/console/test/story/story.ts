import type { Language } from '@mqferry/core';
import type { KafkaCluster } from '@mqferry/sandbox';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Books } from '../../../../scenarios/lib/books.ts';
import { reach, usePair } from '../../../../scenarios/lib/clusters.ts';
import { expectEqualLogs } from '../../../../scenarios/lib/expect-equal.ts';
import { startConsumer, startProducer } from '../../../../scenarios/lib/live-clients.ts';
import { serveFirst } from '../../../../scenarios/lib/service.ts';
import { newTopic } from '../../../../scenarios/lib/topics.ts';
import { findChromium, launchChromium } from '../browser/chromium.ts';
import type { Look } from '../browser/visitor.ts';
import { ClusterActs } from './cluster-acts.ts';
import { MigrationActs } from './migration-acts.ts';
import { Operator } from './operator.ts';

const MINUTE_MS = 60_000;
const PARTITIONS = 2;
const PASSWORD = 'correct horse battery';

/** How the clusters and the administrator are called, so that names are in the language as well. */
export interface Names {
  readonly source: string;
  readonly target: string;
  readonly administrator: string;
}

const propertiesOf = ({ bootstrap }: KafkaCluster): string => `bootstrap.servers=${bootstrap.PLAINTEXT}`;

/**
 * The whole story at the console on real brokers, in one language: two clusters are added, three applications move by
 * the three runbooks while they produce and consume, one of them back and there again, and the migrations are completed.
 */
export const tellStory = (language: Language, theme: Look['theme'], names: Names): void => {
  const executable = findChromium();
  describe.skipIf(executable === undefined)(`the whole story, ${language}`, () => {
    const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
    const orders = new Books('orders', 'billing');
    const payments = new Books('payments', 'ledger');
    const clicks = new Books('clicks', 'statistics');
    let browser: Browser;
    let served: Awaited<ReturnType<typeof serveFirst>>;
    let operator: Operator;
    let clusters: ClusterActs;
    let acts: MigrationActs;

    beforeAll(async () => {
      const { onSource, folder } = pair();
      for (const { topic } of [orders, payments, clicks]) await newTopic(onSource, topic, PARTITIONS);
      browser = await launchChromium(executable!);
      served = await serveFirst(`${folder}/service`);
      operator = await Operator.at(browser, served.url, { language, theme, width: 1280 });
      clusters = new ClusterActs(operator);
      acts = new MigrationActs(operator);
    }, 2 * MINUTE_MS);

    afterAll(async () => {
      await operator?.leave();
      await browser?.close();
    });

    test('the first administrator adds both clusters', { timeout: 2 * MINUTE_MS }, async () => {
      const { t } = operator;
      await operator.open('/claim');
      await operator.fill(t('claim.token'), served.firstToken);
      await operator.fill(t('login.name'), names.administrator);
      await operator.fill(t('login.password'), PASSWORD);
      await operator.picture('claim');
      await operator.button(t('claim.submit')).click();
      await operator.page.getByRole('heading', { name: t('overview.title') }).waitFor();
      await operator.picture('overview-empty');
      await clusters.add(names.source, propertiesOf(pair().source));
      await clusters.add(names.target, propertiesOf(pair().target));
    });

    test('topics for new logs are copied without records, by a comparison', {
      timeout: 2 * MINUTE_MS,
    }, async () => {
      await clusters.copyTopics(names.source, names.target, [payments.topic, clicks.topic]);
    });

    test('an application moves at the same offsets, back, and there again; nothing is lost, doubled or out of order', {
      timeout: 8 * MINUTE_MS,
    }, async () => {
      const [source, target] = [reach(pair().source), reach(pair().target)];
      const { t } = operator;
      let producer = await startProducer(source, orders);
      let consumer = await startConsumer(source, orders, 'new');
      await orders.untilWritten(50);
      const assessment = await clusters.beginAssessment(names.source);
      await acts.make({ name: 'orders', topics: orders.topic, groups: orders.group, ...names });
      await operator.picture('plan');
      await acts.start();
      await acts.untilInStep(orders.topic);
      await operator.picture('topics-in-step');
      await operator.page.getByRole('link', { name: t('tab.progress'), exact: true }).click();
      await operator.picture('progress');
      await acts.beginSwitch('same-offset');
      await acts.untilGate('producers-stopped', 'fail');
      await operator.picture('gates');
      await producer.stop();
      await orders.untilProcessed();
      await consumer.stop();
      await acts.untilStage('on-target');
      await operator.picture('on-target');
      producer = await startProducer(target, orders);
      consumer = await startConsumer(target, orders, 'goes on');
      await orders.untilWritten(50);
      await acts.switchBack();
      await acts.untilGate('producers-stopped', 'fail', 'back');
      await producer.stop();
      await orders.untilProcessed();
      await consumer.stop();
      await acts.untilStage('returned');
      await operator.picture('returned');
      producer = await startProducer(source, orders);
      consumer = await startConsumer(source, orders, 'goes on');
      await orders.untilWritten(50);
      await acts.untilInStep(orders.topic);
      await acts.beginSwitch('same-offset');
      await producer.stop();
      await orders.untilProcessed();
      await consumer.stop();
      await acts.untilStage('on-target');
      await expectEqualLogs(source, target, [orders.topic]);
      producer = await startProducer(target, orders);
      consumer = await startConsumer(target, orders, 'goes on');
      await orders.untilWritten(50);
      await producer.stop();
      await orders.untilProcessed();
      await consumer.stop();
      await acts.complete();
      await operator.picture('completed');
      await clusters.untilAssessed(assessment);
      expect(orders.faults()).toEqual([]);
      expect(orders.disorder()).toEqual([]);
    });

    test('an application moves to a new log in order, without a copy', {
      timeout: 5 * MINUTE_MS,
    }, async () => {
      const [source, target] = [reach(pair().source), reach(pair().target)];
      let producer = await startProducer(source, payments);
      const draining = await startConsumer(source, payments, 'new');
      await payments.untilWritten(50);
      await acts.make({ name: 'payments', topics: payments.topic, groups: payments.group, ...names });
      await acts.leaveForLater();
      await acts.beginSwitch('order-kept');
      await acts.untilGate('producers-stopped', 'fail');
      await producer.stop();
      producer = await startProducer(target, payments);
      await acts.untilGate('source-drained', 'pass');
      await operator.picture('order-kept-gates');
      await draining.stop();
      await acts.untilStage('on-target');
      const consumer = await startConsumer(target, payments, 'goes on');
      await payments.untilWritten(50);
      await producer.stop();
      await payments.untilProcessed();
      await consumer.stop();
      await operator.picture('order-kept-on-target');
      await acts.complete();
      expect(payments.faults()).toEqual([]);
      expect(payments.disorder()).toEqual([]);
    });

    test('an application that needs no order moves to a new log with consumers on both clusters', {
      timeout: 5 * MINUTE_MS,
    }, async () => {
      const [source, target] = [reach(pair().source), reach(pair().target)];
      let producer = await startProducer(source, clicks);
      const draining = await startConsumer(source, clicks, 'new');
      await clicks.untilWritten(50);
      await acts.make({ name: 'clicks', topics: clicks.topic, groups: clicks.group, ...names });
      await acts.leaveForLater();
      await acts.beginSwitch('order-not-needed');
      await acts.untilGate('start-offsets', 'pass');
      const consumer = await startConsumer(target, clicks, 'goes on');
      await producer.stop();
      producer = await startProducer(target, clicks);
      await operator.picture('order-not-needed-gates');
      await acts.untilStage('on-target');
      await draining.stop();
      await clicks.untilWritten(50);
      await producer.stop();
      await clicks.untilProcessed();
      await consumer.stop();
      await acts.complete();
      expect(clicks.faults()).toEqual([]);
    });

    test('who did what is in the audit log', async () => {
      const { t } = operator;
      await operator.open('/');
      await operator.picture('overview');
      await operator.open('/audit');
      await operator.page.getByText(names.administrator).first().waitFor();
      await operator.picture('audit');
      expect(await operator.page.getByRole('heading', { level: 1 }).textContent()).toBe(t('nav.audit'));
    });
  });
};
