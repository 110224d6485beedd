import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assets } from '@mqferry/console';
import type { Language } from '@mqferry/core';
import { logPhrase } from '@mqferry/migration';
import { type RocketmqCluster, startRocketmq } from '@mqferry/sandbox';
import { type Service, startService } from '@mqferry/server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTopics } from '../../../../../scenarios/rocketmq-migration/lib/topics.ts';
import { findChromium, launchChromium } from '../../browser/chromium.ts';
import type { Look } from '../../browser/visitor.ts';
import { ImportActs } from '../import-acts.ts';
import { Operator } from '../operator.ts';
import { type RunningGateway, runGateway } from './gateway.ts';
import { SeamlessActs } from './seamless-acts.ts';
import { Shop } from './shop.ts';

const MINUTE_MS = 60_000;
const PASSWORD = 'correct horse battery';
/** The applications of the shop do what others do every half minute every three seconds. */
const QUICK_CLIENTS = {
  lookMs: 1_000,
  clients: { poll: 3_000, heartbeat: 3_000, rebalance: 1_000 },
  stillMs: 15_000,
};

/** Who tells the story, of what. */
export interface Telling {
  readonly language: Language;
  readonly theme: Look['theme'];
  readonly mode: 'route' | 'proxy';
  readonly java: 'java-4.9.7' | 'java-5.5.0';
  /** So that names are in the language as well. */
  readonly names: Readonly<
    Record<'source' | 'target' | 'administrator' | 'migration' | 'token' | 'import', string>
  >;
}

/**
 * The whole story of a seamless migration of RocketMQ at the console, in one language, on real brokers with real gateways: an
 * import, endpoints changed, one topic ahead and back and there again, the others all at once, and its end. All clients run.
 */
export const tellSeamlessStory = ({ language, theme, mode, java, names }: Telling): void => {
  const executable = findChromium();
  describe.skipIf(executable === undefined)(`a seamless migration at the console, ${language}`, () => {
    const shop = new Shop(java);
    const gateways: RunningGateway[] = [];
    const [first, ...others] = shop.topics.map(({ name }) => name) as [string, ...string[]];
    const started: RocketmqCluster[] = [];
    let clusters: Readonly<Record<'source' | 'target', RocketmqCluster>>;
    let folder: string;
    let service: Service;
    let browser: Browser;
    let operator: Operator;
    let acts: SeamlessActs;
    let token: string;
    let taskPath: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'mqferry-story-'));
      const start = async (version: '4.9.7' | '5.5.0', clusterName: string): Promise<RocketmqCluster> => {
        const cluster = await startRocketmq({ version, clusterName, autoCreateTopics: false });
        started.push(cluster);
        return cluster;
      };
      clusters = { source: await start('4.9.7', 'old'), target: await start('5.5.0', 'new') };
      await createTopics(clusters.source, shop.topics);
      await shop.open(clusters.source.namesrvAddr);
      service = await startService({
        ...{ folder: join(folder, 'service'), host: '127.0.0.1', port: 0, version: '0.0.0' },
        ...{ secureCookies: false, console: assets, seamlessPace: QUICK_CLIENTS, log: { write: () => true } },
      });
      browser = await launchChromium(executable!);
      operator = await Operator.at(browser, service.url, { language, theme, width: 1280 });
      acts = new SeamlessActs(operator);
    }, 5 * MINUTE_MS);

    afterAll(async () => {
      await shop.close();
      await operator?.leave();
      await browser?.close();
      for (const gateway of gateways) await gateway.stop();
      await service?.close();
      for (const cluster of started) await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    test('the administrator adds both clusters and makes the migration', {
      timeout: 5 * MINUTE_MS,
    }, async () => {
      const { t, page } = operator;
      await operator.open('/claim');
      await operator.fill(t('claim.token'), service.firstStartToken!);
      await operator.fill(t('login.name'), names.administrator);
      await operator.fill(t('login.password'), PASSWORD);
      await operator.button(t('claim.submit')).click();
      await page.getByRole('heading', { name: t('overview.title') }).waitFor();
      await acts.add(names.source, clusters.source);
      await acts.add(names.target, clusters.target);
      token = await acts.makeToken(names.token);
      await acts.make(names.migration, mode, names);
      taskPath = new URL(page.url()).pathname;
      await acts.guide('import');
      await operator.button(t('seamless.scan')).waitFor();
      await operator.picture('seamless-begun');
    });

    test('what the target lacks is imported, and the topics are taken in', {
      timeout: 5 * MINUTE_MS,
    }, async () => {
      const imports = new ImportActs(operator);
      const count = shop.topics.length;
      await acts.scan();
      await acts.importLacking({ topics: count, groups: count });
      await imports.into(names.target, names.import);
      await imports.planAndStart(names.target);
      await imports.untilEnded('succeeded');
      await operator.open(taskPath);
      await acts.scan();
      await acts.takeIn(count);
      for (const { name } of shop.topics) await acts.untilAt(name, 'initial', 'blocked');
    });

    test('gateways run by the command of the page, and all clients come by them', {
      timeout: 5 * MINUTE_MS,
    }, async () => {
      await acts.guide('endpoints');
      await acts.untilStraight(shop.clients);
      await operator.picture('seamless-straight');
      const command = await acts.gatewayCommand();
      const count = mode === 'route' ? 2 : 1;
      for (let number = 1; number <= count; number += 1) {
        const name = `gateway-${number}`;
        gateways.push(runGateway(command, mode, { folder: join(folder, name), name, token }));
      }
      const addresses = await acts.untilServing(count);
      await operator.picture('seamless-gateways');
      await shop.close();
      await shop.open(addresses.join(';'));
      await acts.untilMoved(shop.clients);
      for (const { name } of shop.topics) await acts.untilAt(name, 'initial', 'ready');
      await operator.picture('seamless-moved');
    });

    test('a client that was forgotten holds up its topic, is named, and holds it up no longer when it is gone', {
      timeout: 5 * MINUTE_MS,
    }, async () => {
      const forgotten = await shop.forget(clusters.source.namesrvAddr);
      await acts.untilAt(first, 'initial', 'blocked');
      await acts.plan([first], 'forward');
      await acts.untilPlanned(0, 1);
      await acts.untilTold('SEAMLESS_CLIENTS_STRAIGHT', forgotten.clientId);
      await operator.picture('seamless-blocked');
      await acts.cancel();
      await acts.openTopic(first);
      await acts.untilTold('SEAMLESS_CLIENTS_STRAIGHT', forgotten.clientId);
      await operator.picture('seamless-topic-blocked');
      await forgotten.stop();
      await operator.open(taskPath);
      await acts.untilAt(first, 'initial', 'ready');
    });

    test('one topic goes ahead, a state back, and forward again', { timeout: 5 * MINUTE_MS }, async () => {
      await acts.plan([first], 'forward');
      await acts.untilPlanned(1, 0);
      await operator.picture('seamless-plan');
      await acts.confirm('forward');
      await operator.picture('seamless-waiting');
      await acts.untilAt(first, 'dual-read', 'ready');
      await acts.step([first], 'forward', 'dual-write');
      await acts.step([first], 'back', 'dual-read');
      await acts.step([first], 'forward', 'dual-write');
      await acts.plan([first], 'forward');
      await acts.untilPlanned(1, 0);
      await acts.confirm('forward');
      await acts.untilAt(first, 'switching', 'blocked');
    });

    test('nothing goes forward while the migration is paused; then the other topics follow all at once', {
      timeout: 5 * MINUTE_MS,
    }, async () => {
      const { t, page } = operator;
      await acts.act('pauseTask', names.migration);
      await acts.choose(others);
      await operator.button(t('seamless.motion.forward')).focus();
      await page.getByRole('tooltip').getByText(t('seamless.pausedForward')).waitFor();
      await operator.picture('seamless-paused');
      await acts.act('resumeTask', names.migration);
      await acts.step(others, 'forward', 'dual-read');
      await acts.step(others, 'forward', 'dual-write');
      await acts.plan(others, 'forward');
      await acts.untilPlanned(others.length, 0);
      await operator.picture('seamless-bulk');
      await acts.confirm('forward');
    });

    test('what moves is looked at from every side', { timeout: 5 * MINUTE_MS }, async () => {
      const { t, page } = operator;
      await acts.openTopic(others[0]!);
      await page.getByRole('heading', { name: t('seamlessTopic.sides') }).waitFor();
      await page.getByRole('img', { name: t('seamless.chart.in', { side: t('wizard.target') }) }).waitFor();
      await operator.picture('seamless-topic');
      await operator.open(taskPath);
      for (const [tab, seen] of [
        ['seamless.tab.groups', shop.topics[0]!.groups[0]!],
        ['seamless.tab.clients', `@${first}-till`],
        ['seamless.tab.traffic', t('seamless.chart.backlog', { side: t('wizard.target') })],
        ['seamless.tab.log', logPhrase('resumed', { by: names.administrator })[language]],
      ] as const) {
        await acts.tab(tab);
        await page.getByText(seen).first().waitFor();
        await operator.picture(tab.replaceAll('.', '-'));
      }
      await acts.tab('tab.topics');
    });

    test('every topic comes to its end, and the migration is completed; no message is lost', {
      timeout: 5 * MINUTE_MS,
    }, async () => {
      const { t } = operator;
      await acts.untilAt(first, 'switching', 'ready');
      await acts.step([first], 'forward', 'done');
      await acts.guide('grey');
      await operator.button(t('seamless.stepReady', { count: others.length })).click();
      await acts.untilPlanned(others.length, 0);
      await acts.confirm('forward');
      for (const { name } of shop.topics) await acts.untilAt(name, 'done', 'last');
      await operator.picture('seamless-done');
      await acts.act('completeTask', names.migration);
      await operator.button(t('seamless.action.pauseTask')).waitFor({ state: 'detached' });
      await operator.picture('seamless-completed');
      await shop.settle();
      const { sent, faults } = shop.account();
      expect(faults).toEqual([]);
      expect(Math.min(...sent)).toBeGreaterThan(1_000);
    });
  });
};
