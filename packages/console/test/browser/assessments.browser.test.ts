import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FakeService, startFakeService } from '../fake-service/fake-service.ts';
import { idOf } from '../fake-service/ids.ts';
import { busyWorld, type World } from '../fake-service/world.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { barriers, type Look, screenshots, settled, type Visitor, visit } from './visitor.ts';

const executable = findChromium();
const LOOK: Look = { language: 'en', theme: 'light', width: 1280 };

describe.skipIf(executable === undefined)('somebody who assesses', () => {
  let browser: Browser;
  let world: World;
  let service: FakeService;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium(executable!);
  });

  afterAll(() => browser?.close());

  beforeEach(async () => {
    world = busyWorld();
    service = await startFakeService(world);
    visitor = await visit(browser, service.url, LOOK);
    page = visitor.page;
  });

  afterEach(async () => {
    const { faults } = visitor;
    await visitor.close();
    await service.close();
    expect(faults).toEqual([]);
  });

  const open = async (path: string): Promise<void> => {
    await page.goto(path);
    await settled(page);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const picture = async (name: string): Promise<void> => {
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(screenshots, `act-assess-${name}.png`), fullPage: true });
    expect(await barriers(page)).toEqual([]);
  };

  test('gives answers, sees the target, and calculates anew with other limits', async () => {
    await open('/assessments/new');
    await page.getByText('From answers', { exact: true }).click();
    await page.getByLabel('Peak produced').fill('300');
    await page.getByLabel('Mean produced').fill('100');
    await page.getByLabel('Peak consumed').fill('many');
    await button('Calculate').click();
    await page.getByText('A number.').waitFor();
    await page.getByLabel('Peak consumed').fill('300');
    await page.getByLabel('Retention').fill('1');
    await page.getByLabel('Partitions', { exact: true }).fill('600');
    await page.getByLabel('Name').fill('shop');
    await picture('answers');
    await button('Calculate').click();
    await page.getByRole('heading', { name: 'shop' }).waitFor();
    // 300 MiB/s × 3 on 75 MiB/s each, and one that may be down.
    await page.getByText(/^13 brokers, each with/u).waitFor();
    expect(world.assessments[0]!.input.answers).toEqual({
      ...{ peakBytesIn: 300 * 1024 ** 2, meanBytesIn: 100 * 1024 ** 2, peakBytesOut: 300 * 1024 ** 2 },
      ...{ retentionMs: 86_400_000, partitions: 600, trafficIs: 'produced' },
    });
    await button('Change').click();
    await page.getByRole('dialog').getByLabel('Writes a broker takes').fill('250');
    await picture('limits');
    await page.getByRole('dialog').getByRole('button', { name: 'Calculate' }).click();
    // Now it is the CPU: 1,800 MiB/s in and out, on 172.8 MiB/s each.
    await page.getByText(/^12 brokers, each with/u).waitFor();
    await page.getByText('set for this assessment').waitFor();
  });

  test('measures a cluster, stops early, takes the report away, and deletes it', async () => {
    await open(`/assessments/new?cluster=${idOf(101)}`);
    await button('Begin').click();
    await page.getByRole('heading', { name: 'kafka-eu-old' }).waitFor();
    expect(world.assessments[0]).toMatchObject({ clusterId: idOf(101), state: 'running' });
    await button('Stop measuring').click();
    await page.getByText('Stopped early').waitFor();
    const saved = async (name: string) => {
      const download = page.waitForEvent('download');
      await button(name).click();
      return readFile(await (await download).path(), 'utf8');
    };
    expect(await saved('Markdown')).toContain('## Arithmetic');
    expect(JSON.parse(await saved('JSON'))).toMatchObject({ state: 'stopped', way: 'measured' });
    await button('Delete').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Assessments' }).waitFor();
    expect(world.assessments.map(({ id }) => id)).toEqual([idOf(703), idOf(701), idOf(702)]);
  });

  test('is told what it takes where the role does not do', async () => {
    world.identity = { name: 'wei.zhang', role: 'viewer', kind: 'user' };
    await open(`/assessments/${idOf(703)}`);
    for (const name of ['Stop measuring', 'Delete', 'Change']) {
      expect(await page.getByRole('button', { name }).getAttribute('aria-disabled')).toBe('true');
    }
  });
});
