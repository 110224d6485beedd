import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';

/** How somebody looks at the console. */
export interface Look {
  readonly language: 'en' | 'zh';
  readonly theme: 'light' | 'dark';
  readonly width: number;
}

/** Somebody at a browser, of whom everything is noted that must not happen. */
export interface Visitor {
  readonly page: Page;
  /** Errors and warnings in the console, failed scripts, and requests to anybody but the service. */
  readonly faults: string[];
  close(): Promise<void>;
}

const HEIGHT = 900;

/** Where pictures of the pages are left. */
export const screenshots =
  process.env.MQFERRY_SCREENSHOTS ??
  fileURLToPath(new URL('../../../../.cache/screenshots', import.meta.url));
mkdirSync(screenshots, { recursive: true });

/** What browsers say by themselves of an answer that is expected: nobody is logged in, input is refused, or nothing answers. */
const EXPECTED = /^Failed to load resource: the server responded with a status of (400|401|404|409|502)/u;

/** Opens a browser for somebody who has chosen language and theme. */
export const visit = async (browser: Browser, url: string, look: Look): Promise<Visitor> => {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: look.width, height: HEIGHT },
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Shanghai',
    locale: 'en-GB',
  });
  await context.addInitScript(
    `localStorage.setItem('mqferry.language', '${look.language}'); localStorage.setItem('mqferry.theme', '${look.theme}');`,
  );
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    const type = message.type();
    if ((type === 'error' || type === 'warning') && !EXPECTED.test(message.text()))
      faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !/^(?:data|blob):/u.test(to)) faults.push(`request to ${to}`);
  });
  return { page, faults, close: () => context.close() };
};

/** Waits until a page stands there with what it has to show. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator('h1').first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(150);
};

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What keeps people with a screen reader or a keyboard from using a page; the serious and the critical. */
export const barriers = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axeSource);
  const violations = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as readonly Violation[];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary}`),
    );
};
