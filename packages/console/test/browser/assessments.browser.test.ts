import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { idOf } from '../fake-service/ids.ts';
import type { World } from '../fake-service/world.ts';
import { findChromium } from './chromium.ts';
import { useConsole } from './use-console.ts';

const executable = findChromium();

describe.skipIf(executable === undefined)('somebody who assesses', () => {
  let world: World;
  let page: Page;
  const { open, button, picture } = useConsole((made) => {
    ({ world, page } = made);
  });

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
    await picture('assess-answers');
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
    await picture('assess-limits');
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
