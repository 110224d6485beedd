import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeService, startFakeService } from '../fake-service/fake-service.ts';
import { busyWorld, emptyWorld, type World } from '../fake-service/world.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { PAGES, ROCKETMQ_PAGES } from './pages.ts';
import { barriers, type Look, screenshots, settled, visit } from './visitor.ts';

const executable = findChromium();

const DESK = 1280;
const PHONE = 390;

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light', width: DESK },
  { language: 'zh', theme: 'dark', width: DESK },
  { language: 'en', theme: 'dark', width: PHONE },
  { language: 'zh', theme: 'light', width: PHONE },
];

const nameOf = ({ language, theme, width }: Look): string => `${language}-${theme}-${width}`;

describe.skipIf(executable === undefined)('every page', () => {
  let browser: Browser;
  let service: FakeService;
  let nothing: FakeService;

  beforeAll(async () => {
    browser = await launchChromium(executable!);
    service = await startFakeService(busyWorld());
    nothing = await startFakeService(emptyWorld());
  });

  afterAll(async () => {
    await browser?.close();
    await service?.close();
    await nothing?.close();
  });

  const walk = async (url: string, pages: Readonly<Record<string, string>>, look: Look): Promise<void> => {
    const { page, faults, close } = await visit(browser, url, look);
    const found: Record<string, readonly string[]> = {};
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await settled(page);
      await page.screenshot({ path: join(screenshots, `${name}-${nameOf(look)}.png`), fullPage: true });
      const wrong = [...faults.splice(0), ...(await barriers(page))];
      if (wrong.length > 0) found[name] = wrong;
    }
    await close();
    expect(found).toEqual({});
  };

  for (const look of LOOKS) {
    test(`can be read, asks nobody but the service, and complains of nothing: ${nameOf(look)}`, () =>
      walk(service.url, PAGES, look));

    test(`can be read, and so on, where it is for RocketMQ: ${nameOf(look)}`, () =>
      walk(service.url, ROCKETMQ_PAGES, look));
  }

  test('says what comes first where there is nothing yet', async () => {
    const pages = {
      'empty-overview': '/',
      'empty-clusters': '/clusters',
      'empty-migrations': '/migrations',
      'empty-tasks': '/tasks',
      'empty-comparison': '/comparisons',
      'empty-imports': '/imports',
      'empty-import': '/imports/new?from=cluster',
      'empty-seamless': '/rocketmq/migrations',
      'empty-seamless-new': '/rocketmq/migrations/new',
    };
    const more = { 'empty-new': '/migrations/new', 'empty-assessments': '/assessments' };
    await walk(nothing.url, { ...pages, ...more, 'empty-assess': '/assessments/new' }, LOOKS[0]!);
    await walk(nothing.url, pages, LOOKS[3]!);
  });

  test('asks those who are not logged in for their name', async () => {
    const world: World = { ...emptyWorld(), identity: null };
    const locked = await startFakeService(world);
    try {
      for (const look of [LOOKS[0]!, LOOKS[3]!]) {
        await walk(locked.url, { login: '/clusters', claim: '/claim' }, look);
      }
    } finally {
      await locked.close();
    }
  });
});
