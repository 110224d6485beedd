import { gateText, type Runbook, type Way } from '@mqferry/migration';
import type { Locator } from 'playwright-core';
import type { PlainKey } from '../../src/texts/texts.ts';
import type { Operator } from './operator.ts';

/** Between which clusters a migration goes, and what. */
interface Wanted {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly topics: string;
  readonly groups: string;
}

/** What is done with a migration at the console. */
export class MigrationActs {
  readonly #operator: Operator;

  constructor(operator: Operator) {
    this.#operator = operator;
  }

  /** Makes a migration; ends at its plan. */
  async make({ name, source, target, topics, groups }: Wanted): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.open('/migrations/new');
    await this.#operator.fill(t('migrations.name'), name);
    await this.#operator.choose(t('wizard.source'), `${source} (`);
    await this.#operator.choose(t('wizard.target'), `${target} (`);
    await this.#operator.button(t('wizard.next')).click();
    await this.#operator.fill(t('wizard.topics'), topics);
    await this.#operator.fill(t('wizard.groups'), groups);
    await this.#operator.button(t('wizard.makePlan')).click();
    await page.getByRole('heading', { name: t('plan.summary') }).waitFor();
  }

  /** Starts the copy by the plan that is shown. */
  async start(): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.button(t('wizard.start')).click();
    await this.#operator.confirm(t('wizard.start'));
    await page.getByRole('link', { name: t('tab.progress'), exact: true }).waitFor();
  }

  /** Goes from the plan to the migration without starting a copy. */
  async leaveForLater(): Promise<void> {
    const { t, page } = this.#operator;
    await page.getByRole('link', { name: t('wizard.later') }).click();
    await page.getByRole('link', { name: t('tab.progress'), exact: true }).waitFor();
  }

  #tab(name: PlainKey): Locator {
    const { t, page } = this.#operator;
    const tabs = page.getByRole('navigation', { name: t('migration.tabs') });
    return tabs.getByRole('link', { name: t(name), exact: true });
  }

  /** Waits until a topic is seen in step and equal. */
  async untilInStep(topic: string): Promise<void> {
    const { t, page } = this.#operator;
    // By its address: from within the console the list is shown as it was seen last until the answer comes.
    await this.#operator.open((await this.#tab('tab.topics').getAttribute('href'))!);
    await page
      .getByRole('row')
      .filter({ hasText: topic })
      .filter({ hasText: t('copy.in-step') })
      .filter({ hasText: t('verification.equal') })
      .waitFor();
  }

  /** Begins to switch the only unit of the migration. */
  async beginSwitch(runbook: Runbook): Promise<void> {
    const { t, page, dialog } = this.#operator;
    await this.#tab('tab.switches').click();
    const find = this.#operator.button(t('units.find'));
    const found = page.locator('.unit-choices');
    await find.or(found).first().waitFor();
    if (await find.isVisible()) await find.click();
    await found.getByRole('button').click();
    await dialog.getByRole('radio', { name: t(`runbook.${runbook}`) }).check();
    // A copy that was seen in step falls behind for a moment where much is written.
    await this.#operator.planned(t('verb.beginSwitch'), 'MIGRATION_TOPIC_BEHIND');
    await this.#operator.picture(`begin-${runbook}`);
    await this.#operator.confirm(t('switch.beginNow'));
  }

  /** Waits until the gate of the present switch is seen to stand so. */
  async untilGate(
    gate: 'producers-stopped' | 'source-drained' | 'start-offsets',
    standing: 'pass' | 'fail',
    way: Way = 'forward',
  ): Promise<void> {
    const { t, page, language } = this.#operator;
    await page
      .locator('.gate-list')
      .getByText(`${gateText(gate, way).name[language]} · ${t(`gate.${standing}`)}`)
      .waitFor();
  }

  /** Waits until the present switch is seen at a stage. */
  async untilStage(stage: 'on-target' | 'returned'): Promise<void> {
    const { t, page } = this.#operator;
    const here = page.locator('.switch-stage-here');
    await here
      .getByText(t(`stage.${stage}`), { exact: true })
      .first()
      .waitFor();
  }

  /** Switches back what is on the target. */
  async switchBack(): Promise<void> {
    const { t } = this.#operator;
    await this.#operator.button(t('switch.back')).click();
    await this.#operator.picture('switch-back');
    await this.#operator.confirm(t('switch.back'));
  }

  /** Completes the migration that is open. */
  async complete(): Promise<void> {
    const { t } = this.#operator;
    await this.#operator.button(t('action.complete')).click();
    await this.#operator.confirm(t('action.complete'));
    await this.#operator.button(t('action.delete')).waitFor();
  }
}
