import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type FakeService, startFakeService } from '../fake-service/fake-service.ts';
import { busyWorld, type World } from '../fake-service/world.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { barriers, type Look, screenshots, settled, type Visitor, visit } from './visitor.ts';

/** English, bright, on a desk. */
export const DESK: Look = { language: 'en', theme: 'light', width: 1280 };

/** What somebody at the console does in many tests. */
export interface AtConsole {
  readonly open: (path: string) => Promise<void>;
  readonly button: (name: string | RegExp) => Locator;
  readonly dialog: () => Locator;
  /** Keeps what is seen, which nothing may keep anybody from using. */
  readonly picture: (name: string) => Promise<void>;
}

/** What is made for each test. */
export interface Made {
  /** What the service knows, and how it behaves. */
  readonly world: World;
  readonly page: Page;
  readonly url: string;
  readonly browser: Browser;
}

/**
 * Somebody at the console of a service that is made up anew for each test of the enclosing block; nothing may fail in the
 * browser unnoticed. `begin` is given what is made for each test.
 */
export const useConsole = (begin: (made: Made) => void): AtConsole => {
  let browser: Browser;
  let service: FakeService;
  let visitor: Visitor;

  beforeAll(async () => {
    browser = await launchChromium(findChromium()!);
  });

  afterAll(() => browser?.close());

  beforeEach(async () => {
    const world = busyWorld();
    service = await startFakeService(world);
    visitor = await visit(browser, service.url, DESK);
    begin({ world, page: visitor.page, url: service.url, browser });
  });

  afterEach(async () => {
    const { faults } = visitor;
    await visitor.close();
    await service.close();
    expect(faults).toEqual([]);
  });

  return {
    open: async (path) => {
      await visitor.page.goto(path);
      await settled(visitor.page);
    },
    button: (name) => visitor.page.getByRole('button', { name }),
    dialog: () => visitor.page.getByRole('dialog'),
    picture: async (name) => {
      await visitor.page.waitForTimeout(200);
      await visitor.page.screenshot({ path: join(screenshots, `act-${name}.png`), fullPage: true });
      expect(await barriers(visitor.page)).toEqual([]);
    },
  };
};
