import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../../tools/chromium.ts';
import { type Delays, delaysOf } from '../tail/delays.ts';
import type { World } from './api-calls.ts';
import { CONSOLE_PAGES, type ConsolePage } from './console-pages.ts';
import type { Login } from './service-process.ts';

/** What one page took in all rounds, from navigation until it had what it shows. */
export interface PageResult {
  readonly name: string;
  /** Opened from another page of the console, as by a link. */
  readonly routed: Delays;
  /** Opened by its address in a browser that has nothing of the console yet. */
  readonly cold: Delays;
}

/** All pages, and what a page that shows nothing takes in a browser that has nothing of the console yet. */
export interface PagesResult {
  readonly pages: readonly PageResult[];
  readonly floor: Delays;
}

/** Where everything is measured. */
export interface PageWorld {
  readonly executable: string;
  readonly url: string;
  readonly login: Login;
  readonly world: World;
}

const WIDTH = 1280;
const HEIGHT = 900;
/** A page without data, from which all others are opened. */
const BETWEEN = '/no/such/page';

/**
 * Runs in the browser: goes to a path as a link does, and gives the milliseconds until the page has what it shows, and
 * nothing of it is on its way any more.
 */
const IN_BROWSER = `window.mqferryArrival = (path, shows) => new Promise((resolve) => {
  const begun = path === null ? 0 : performance.now();
  if (path !== null) {
    history.pushState({}, '', path);
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }
  const look = () => {
    const there = document.querySelector('h1') && document.querySelector(shows);
    const waiting = document.querySelector('.loading, main [aria-busy="true"]');
    if (there && !waiting) resolve(performance.now() - begun);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});`;

const arrival = (page: Page, path: string | null, shows: string): Promise<number> =>
  page.evaluate(`window.mqferryArrival(${JSON.stringify(path)}, ${JSON.stringify(shows)})`);

const open = async (browser: Browser, { url, login }: PageWorld): Promise<Page> => {
  const context = await browser.newContext({ baseURL: url, viewport: { width: WIDTH, height: HEIGHT } });
  await context.addCookies([{ ...login.cookie, url }]);
  await context.addInitScript(IN_BROWSER);
  return context.newPage();
};

const routedTime = async (page: Page, path: string, shows: string): Promise<number> => {
  await page.evaluate(`(() => {
    history.pushState({}, '', ${JSON.stringify(BETWEEN)});
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  })()`);
  await page.locator(shows).first().waitFor({ state: 'detached' });
  return arrival(page, path, shows);
};

const coldTime = async (browser: Browser, world: PageWorld, path: string, shows: string): Promise<number> => {
  const page = await open(browser, world);
  await page.goto(path, { waitUntil: 'commit' });
  const ms = await arrival(page, null, shows);
  await page.context().close();
  return ms;
};

/** The same rounds for all pages, one page after the other in each. */
const inRounds = async (
  rounds: number,
  time: (page: ConsolePage, round: number) => Promise<number>,
): Promise<Map<string, number[]>> => {
  const times = new Map<string, number[]>(Object.keys(CONSOLE_PAGES).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, page] of Object.entries(CONSOLE_PAGES)) times.get(name)!.push(await time(page, round));
  return times;
};

/** Opens every page in a browser, round after round. */
export const measurePages = async (
  of: PageWorld,
  routedRounds: number,
  coldRounds: number,
): Promise<PagesResult> => {
  const browser = await launchChromium(of.executable);
  try {
    const page = await open(browser, of);
    await page.goto('/clusters');
    // The first time each page fetches its code.
    await inRounds(1, ({ path, shows }) => routedTime(page, path(of.world, routedRounds), shows));
    const routed = await inRounds(routedRounds, ({ path, shows }, round) =>
      routedTime(page, path(of.world, round), shows),
    );
    const cold = await inRounds(coldRounds, ({ path, shows }, round) =>
      coldTime(browser, of, path(of.world, round), shows),
    );
    const floor: number[] = [];
    for (let round = 0; round < coldRounds; round += 1)
      floor.push(await coldTime(browser, of, BETWEEN, 'h1'));
    const pages = Object.keys(CONSOLE_PAGES).map((name) => ({
      name,
      routed: delaysOf(routed.get(name)!),
      cold: delaysOf(cold.get(name)!),
    }));
    return { pages, floor: delaysOf(floor) };
  } finally {
    await browser.close();
  }
};
