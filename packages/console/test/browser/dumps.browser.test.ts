import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { idOf } from '../fake-service/ids.ts';
import type { World } from '../fake-service/world.ts';
import { findChromium } from './chromium.ts';
import { PAGES } from './pages.ts';
import { DESK, useConsole } from './use-console.ts';
import { barriers, type Look, screenshots, settled, visit } from './visitor.ts';

const executable = findChromium();

const PATIENT = { timeout: 15_000 };

const LOOKS: readonly Look[] = [
  { language: 'zh', theme: 'dark', width: 1280 },
  { language: 'en', theme: 'light', width: 390 },
];
describe.skipIf(executable === undefined)('dump tasks', () => {
  let world: World;
  let page: Page;
  let url: string;
  let browser: Browser;
  const { open, button, dialog, picture } = useConsole((made) => {
    ({ world, page, url, browser } = made);
  });
  const choose = async (label: string, option: string | RegExp): Promise<void> => {
    await page.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-item-option').getByText(option).last().click();
  };

  test.each([DESK, ...LOOKS])('can be read: $language $theme $width', async (look) => {
    const reader = await visit(browser, url, look);
    const found: Record<string, readonly string[]> = {};
    for (const [name, path] of Object.entries(PAGES).filter(([each]) => each.startsWith('dump'))) {
      await reader.page.goto(path);
      await settled(reader.page);
      const file = `${name}-${look.language}-${look.theme}-${look.width}.png`;
      await reader.page.screenshot({ path: join(screenshots, file), fullPage: true });
      const wrong = [...reader.faults.splice(0), ...(await barriers(reader.page))];
      if (wrong.length > 0) found[name] = wrong;
    }
    await reader.close();
    expect(found).toEqual({});
  });

  test('are made with a filter that was tried before, and are stopped then', async () => {
    await open('/dumps');
    await button('New dump task').click();
    await page.getByLabel('Name').fill('north');
    await choose('From · Cluster', /kafka-eu-old/u);
    await page.getByLabel('From · Topic').fill('orders.eu');
    await choose('To · Cluster', /kafka-eu-new/u);
    await page.getByLabel('To · Topic').fill('orders.north');
    await page.getByLabel('Make the target topic where it is missing').check();
    await page.getByLabel('Partitions of a new target topic').fill('3');
    const filter = page.getByLabel('Filter', { exact: true });
    await filter.fill('key === "a"');
    await button('Try it on the newest records').click();
    await page.getByText('found = but expecting a value').waitFor();
    await filter.fill('valueJson.region == "eu"');
    await button('Try it on the newest records').click();
    await page.getByText('4 records: 2 would be copied, 1 left out, 1 undecided.').waitFor();
    await picture('dump-filter-tried');
    await choose('Which partition a record goes to', 'By its key');
    await button('Make it, stopped').click();
    await page.getByRole('heading', { name: 'north' }).waitFor();
    await page.getByText('Nothing is copied before it is started.').waitFor();
    expect(world.dumps.at(-1)?.settings).toMatchObject({
      ...{ name: 'north', sourceTopic: 'orders.eu', targetTopic: 'orders.north', partitioning: 'key' },
      create: { partitions: 3, replicationFactor: null },
      filter: { expression: 'valueJson.region == "eu"', onError: 'stop' },
    });
  });

  test('are started by a plan that says that offsets differ, paused, and deleted', async () => {
    await open(`/dumps/${idOf(404)}`);
    await button('Start').click();
    await dialog().getByText('Make the target topic').waitFor();
    await dialog().getByText('Records keep their partition numbers; offsets are not the same.').waitFor();
    await picture('dump-start');
    await dialog().getByRole('button', { name: 'Start' }).click();
    await page.getByText('Copies what comes to the source.').waitFor();
    const remove = button('Delete');
    expect(await remove.getAttribute('aria-disabled')).toBe('true');
    await remove.focus();
    await page.getByText('The dump task runs.').first().waitFor();
    await button('Pause').click();
    await dialog().getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Rests where it was; it goes on from there.').waitFor();
    await button('Delete').click();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Dump tasks' }).waitFor();
    expect(world.dumps.map(({ settings }) => settings.name)).not.toContain('replay');
  });

  test('tell why they have failed, and are changed and resumed', async () => {
    await open(`/dumps/${idOf(402)}`);
    await page.getByText('DUMP_RECORDS_LOST').first().waitFor();
    await button('Change').click();
    await dialog().getByLabel('Go on where the source has deleted').check();
    await dialog().getByLabel('Limit; empty: none').fill('2');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => world.dumps[1]?.settings.acceptGaps, PATIENT).toBe(true);
    expect(world.dumps[1]?.settings.bytesPerSecond).toBe(2 * 1024 * 1024);
    await button('Resume').click();
    await dialog().getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Copies what comes to the source.').waitFor();
  });
});
