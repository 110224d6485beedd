import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putGroup, putTopic, type RocketmqAdmin, topicConfigs } from '@mqferry/rocketmq';
import { type RocketmqCluster, startRocketmq } from '@mqferry/sandbox';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveFirst } from '../../../../scenarios/lib/service.ts';
import { adminOf } from '../../../../scenarios/rocketmq-metadata/cluster-content.ts';
import { findChromium, launchChromium } from '../browser/chromium.ts';
import { ImportActs } from './import-acts.ts';
import { Operator } from './operator.ts';

const MINUTE_MS = 60_000;
const PASSWORD = 'correct horse battery';
const TOPICS = ['orders', 'payments', 'shop%stock'];
const GROUPS = ['billing', 'shop%buyers'];
const APPLICATION = { accessKey: 'application', secretKey: 'application-secret' };
const NAMES = { source: 'old RocketMQ', target: 'new RocketMQ', administrator: 'Alice' };

/** Does something on each broker of a cluster, as its administrator. */
const onBrokers = async <T>(
  cluster: RocketmqCluster,
  act: (admin: RocketmqAdmin, address: string) => Promise<T>,
): Promise<T[]> => {
  const admin = adminOf(cluster);
  try {
    return await Promise.all(cluster.brokers.map(({ address }) => act(admin, address)));
  } finally {
    await admin.close();
  }
};

const putTopics = (cluster: RocketmqCluster, topics: readonly string[], queues: number) =>
  onBrokers(cluster, async (admin, address) => {
    for (const topicName of topics)
      await putTopic(admin, address, {
        ...{ topicName, readQueueNums: queues, writeQueueNums: queues, perm: 6 },
        ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false },
      });
  });

const putGroups = (cluster: RocketmqCluster, groups: readonly string[]) =>
  onBrokers(cluster, async (admin, address) => {
    for (const groupName of groups)
      await putGroup(admin, address, {
        ...{ groupName, consumeEnable: true, consumeFromMinEnable: true, consumeBroadcastEnable: false },
        ...{ retryQueueNums: 1, retryMaxTimes: 7, brokerId: 0n, whichBrokerWhenConsumeSlowly: 1n },
      });
  });

/** How many queues each broker of a cluster has of these topics, as the broker itself tells. */
const queuesOn = (cluster: RocketmqCluster, topics: readonly string[]) =>
  onBrokers(cluster, async (admin, address) => {
    const found = await topicConfigs(admin, address);
    return topics.map((topic) => found.find(({ topicName }) => topicName === topic)?.writeQueueNums);
  });

const executable = findChromium();

describe.skipIf(executable === undefined)('imports of RocketMQ at the console, on real brokers', () => {
  let folder: string;
  let source: RocketmqCluster;
  let target: RocketmqCluster;
  let browser: Browser;
  let served: Awaited<ReturnType<typeof serveFirst>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mqferry-story-'));
    source = await startRocketmq({ version: '4.9.7', acl: { accounts: [APPLICATION] } });
    target = await startRocketmq({ version: '5.5.0', masters: 2, acl: true });
    await putTopics(source, TOPICS, 4);
    await putGroups(source, GROUPS);
    // What is there already, with other settings.
    await putTopics(target, ['orders'], 8);
    browser = await launchChromium(executable!);
    served = await serveFirst(join(folder, 'service'));
  }, 5 * MINUTE_MS);

  afterAll(async () => {
    await browser?.close();
    served?.process.kill('SIGTERM');
    await served?.process.exited;
    await Promise.all([source?.stop(), target?.stop()]);
    rmSync(folder, { recursive: true });
  });

  test('a cluster goes as it is; what is there otherwise is left, with the reason', {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    const operator = await Operator.at(browser, served.url, { language: 'en', theme: 'light', width: 1280 });
    const acts = new ImportActs(operator);
    const { t, page } = operator;
    await operator.open('/claim');
    await operator.fill(t('claim.token'), served.firstToken);
    await operator.fill(t('login.name'), NAMES.administrator);
    await operator.fill(t('login.password'), PASSWORD);
    await operator.button(t('claim.submit')).click();
    await page.getByRole('heading', { name: t('overview.title') }).waitFor();
    await acts.add(NAMES.target, target);
    await acts.add(NAMES.source, source);
    await acts.lookAt('shop%stock', 'shop%buyers');
    await acts.takeFromHere();
    await acts.into(NAMES.target, 'everything');
    await acts.planAndStart(NAMES.target);
    await acts.untilEnded('partly-failed');
    await page.getByText('IMPORT_EXISTS_DIFFERENT').waitFor();
    expect(await queuesOn(target, TOPICS)).toEqual([
      [8, 4, 4],
      [8, 4, 4],
    ]);
    await operator.leave();
  });

  test('the same goes into a namespace, in a range of queues, and what is there is overwritten', {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    const operator = await Operator.at(browser, served.url, { language: 'zh', theme: 'dark', width: 1280 });
    const acts = new ImportActs(operator);
    const { t, page } = operator;
    await operator.open('/imports');
    await operator.fill(t('login.name'), NAMES.administrator);
    await operator.fill(t('login.password'), PASSWORD);
    await operator.button(t('login.submit')).click();
    await page.getByRole('heading', { level: 1, name: t('nav.imports') }).waitFor();
    await acts.takeUpNewest();
    await acts.into(NAMES.target, '商城');
    await page.getByText(t('choice.mode.namespace'), { exact: true }).click();
    await page.getByRole('textbox', { name: t('rocketmq.namespace'), exact: true }).fill('mall');
    await page.getByText(t('choice.adjustQueues')).click();
    await operator.fill(t('choice.queues.min'), '6');
    await page.getByText(t('choice.existing.overwrite'), { exact: true }).click();
    await acts.planAndStart(NAMES.target);
    await acts.untilEnded('succeeded');
    expect(await queuesOn(target, ['mall%orders', 'mall%payments', 'mall%stock', 'orders'])).toEqual([
      [6, 6, 6, 8],
      [6, 6, 6, 8],
    ]);
    await operator.leave();
  });
});
