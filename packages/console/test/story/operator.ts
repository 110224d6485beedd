import { join } from 'node:path';
import { routes } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import { createInstance } from 'i18next';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { chinese } from '../../src/texts/chinese.ts';
import { english } from '../../src/texts/english.ts';
import { TEXT_OPTIONS } from '../../src/texts/text-options.ts';
import { type Lookup, type Texts, textsBy } from '../../src/texts/texts.ts';
import { barriers, type Look, screenshots, settled, type Visitor, visit } from '../browser/visitor.ts';

const PATIENT_MS = 120_000;

/** The texts of the console outside of it. */
export const textsIn = (language: Language): Texts => {
  const texts = createInstance();
  void texts.init({
    ...TEXT_OPTIONS,
    lng: language,
    initAsync: false,
    resources: { [language]: { [TEXT_OPTIONS.ns]: language === 'zh' ? chinese : english } },
  });
  return textsBy(texts.t as unknown as Lookup, language);
};

/** Somebody who runs a migration at the console, in one language, and takes a picture of what they see. */
export class Operator {
  readonly t: Texts;
  readonly page: Page;
  readonly #visitor: Visitor;
  readonly #look: Look;
  #pictures = 0;

  private constructor(visitor: Visitor, look: Look) {
    this.#visitor = visitor;
    this.#look = look;
    this.page = visitor.page;
    this.t = textsIn(look.language);
  }

  static async at(browser: Browser, url: string, look: Look): Promise<Operator> {
    const visitor = await visit(browser, url, look);
    visitor.page.setDefaultTimeout(PATIENT_MS);
    return new Operator(visitor, look);
  }

  /** Goes away; there must have been no errors, and no requests to anybody but the service. */
  async leave(): Promise<void> {
    const { faults } = this.#visitor;
    await this.#visitor.close();
    expect(faults).toEqual([]);
  }

  get language(): Language {
    return this.#look.language;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await settled(this.page);
  }

  button(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name, exact: true });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async fill(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  /** Chooses from a list of choices the one whose name is, or begins with, this. */
  async choose(label: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).click();
    await this.page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
      .getByTitle(option)
      .first()
      .click();
  }

  /**
   * Waits until the dialogue shows a plan, with this step. Tries again, as the dialogue offers, where it is refused with the code
   * `passing`, which passes by itself. Throws with what it shows instead.
   */
  async planned(step?: string, passing?: string): Promise<void> {
    const steps = this.dialog.locator('.step-list');
    try {
      if (passing !== undefined) {
        const refused = this.dialog.getByText(passing);
        const answered = steps.or(refused).first();
        for (await answered.waitFor(); await refused.isVisible(); await answered.waitFor()) {
          const answer = this.page.waitForResponse((response) =>
            response.url().endsWith(routes.planOperation.path),
          );
          await this.button(this.t('action.tryAgain'), this.dialog).click();
          await answer;
        }
      }
      await (step === undefined ? steps : steps.getByText(step)).waitFor();
    } catch (error) {
      throw new Error(`there is no plan: ${await this.dialog.innerText()}`, { cause: error });
    }
  }

  /** Confirms the plan that the dialogue shows, and waits until it is done. */
  async confirm(text: string): Promise<void> {
    await this.planned();
    await this.button(text, this.dialog).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** Takes a picture of the whole page, on which nothing may keep anybody from using it. */
  async picture(name: string): Promise<void> {
    this.#pictures += 1;
    const number = String(this.#pictures).padStart(2, '0');
    const path = join(screenshots, `story-${this.#look.language}-${number}-${name}.png`);
    // What stays at the top of the window would stand in the middle of the picture.
    await this.page.evaluate('scrollTo(0, 0)');
    await this.page.screenshot({ path, fullPage: true });
    expect(await barriers(this.page), name).toEqual([]);
  }
}
