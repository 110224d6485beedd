import { TASK_STEP_TEXTS } from '@mqferry/migration';
import type { RocketmqCluster } from '@mqferry/sandbox';
import type { Locator } from 'playwright-core';
import type { PlainKey } from '../../../src/texts/texts.ts';
import type { Operator } from '../operator.ts';

type Way = 'forward' | 'back';
type Mode = 'route' | 'proxy';
type State = 'initial' | 'dual-read' | 'dual-write' | 'switching' | 'done';

/** What is done at the console with a seamless migration. */
export class SeamlessActs {
  readonly #operator: Operator;

  constructor(operator: Operator) {
    this.#operator = operator;
  }

  /** Tries a connection and adds the cluster. */
  async add(name: string, { namesrvAddr, clusterName, brokers }: RocketmqCluster): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.open('/clusters/new?kind=rocketmq');
    await this.#operator.fill(t('clusters.name'), name);
    await this.#operator.fill(t('rocketmq.nameServers'), namesrvAddr);
    await this.#operator.button(t('clusters.test')).click();
    await page.getByText(t('rocketmq.reached', { cluster: clusterName, count: brokers.length })).waitFor();
    await this.#operator.button(t('clusters.save')).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Makes a token with which gateways report; gives its secret. */
  async makeToken(name: string): Promise<string> {
    const { t, dialog } = this.#operator;
    await this.#operator.open('/settings');
    await this.#operator.button(t('tokens.make')).click();
    await dialog.getByLabel(t('tokens.name'), { exact: true }).fill(name);
    await this.#operator.choose(t('users.role'), `${t('role.operator')} –`);
    await this.#operator.button(t('tokens.make'), dialog).click();
    const secret = await dialog.getByLabel(t('tokens.secret')).inputValue();
    await this.#operator.button(t('tokens.kept'), dialog).click();
    return secret;
  }

  /** Makes a migration without topics. */
  async make(
    name: string,
    mode: Mode,
    { source, target }: Record<'source' | 'target', string>,
  ): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.open('/rocketmq/migrations');
    await this.#operator.button(t('seamless.new')).click();
    await this.#operator.fill(t('migrations.name'), name);
    await this.#operator.choose(t('wizard.source'), `${source} (`);
    await this.#operator.choose(t('wizard.target'), `${target} (`);
    await page.getByRole('radio', { name: t(`seamless.mode.${mode}`) }).check();
    await this.#operator.picture('seamless-new');
    await this.#operator.button(t('seamless.create')).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Scans both clusters, and waits for what that has found. */
  async scan(): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.button(t('seamless.scan')).click();
    await page.getByRole('table', { name: t('seamless.found') }).waitFor();
  }

  /** From a scan that found what the target lacks: imports it. */
  async importLacking(counts: { readonly topics: number; readonly groups: number }): Promise<void> {
    const { t, page } = this.#operator;
    await page.getByText(t('seamless.lacking', counts)).waitFor();
    await this.#operator.picture('seamless-scan');
    await page.getByRole('link', { name: t('seamless.makeImport') }).click();
    await this.#operator.button(t('wizard.next')).click();
  }

  /** Takes all topics of a scan into the migration. */
  async takeIn(count: number): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.button(t('choice.addFound', { count })).click();
    await page.getByText(t('choice.chosen', { count })).first().waitFor();
    await this.#operator.picture('seamless-choice');
    await this.#operator.button(t('seamless.add', { count })).click();
    await page.getByText(t('seamless.added', { count })).waitFor();
  }

  /** The command by which a gateway is run, as the page has it. */
  async gatewayCommand(): Promise<string> {
    const { page } = this.#operator;
    return (await page.locator('.guide-command').textContent())!;
  }

  /** Waits until so many gateways are live and serve the present table; gives their addresses. */
  async untilServing(count: number): Promise<readonly string[]> {
    const { t, page } = this.#operator;
    await page.getByText(t('seamless.gatewaysLive', { live: count, total: count })).waitFor();
    await page.getByText(t('seamless.picture.serving', { n: String(count) })).waitFor();
    const rows = page.getByRole('region', { name: t('seamless.gateways'), exact: true }).locator('tbody tr');
    await rows.nth(count - 1).waitFor();
    return rows.locator('td:nth-child(2)').allTextContents();
  }

  /** Waits until the page says that so many clients are at gateways, and nobody goes straight to a cluster. */
  async untilMoved(count: number): Promise<void> {
    const { t, page } = this.#operator;
    await page
      .getByText(t('seamless.atGateways', { n: String(count) }), { exact: true })
      .first()
      .waitFor();
    await page.getByText(t('seamless.picture.straight', { n: '0' }), { exact: true }).waitFor();
  }

  /** Opens a step of the guide. */
  async guide(step: keyof typeof TASK_STEP_TEXTS): Promise<void> {
    const { page, language } = this.#operator;
    const rail = page.locator('.guide-rail');
    await rail.getByRole('button', { name: TASK_STEP_TEXTS[step].name[language] }).click();
  }

  /** Waits until the page says so of those who go straight to a cluster. */
  async untilStraight(count: number): Promise<void> {
    const { t, page } = this.#operator;
    await page.getByText(t('seamless.straightCount', { count }), { exact: true }).waitFor();
  }

  /** Opens a tab of the migration. */
  async tab(name: PlainKey): Promise<void> {
    const { t, page } = this.#operator;
    const tabs = page.getByRole('navigation', { name: t('seamless.tabs') });
    await tabs.getByRole('link', { name: t(name), exact: true }).click();
  }

  #row(topic: string): Locator {
    return this.#operator.page
      .getByRole('row')
      .filter({ has: this.#operator.page.getByText(topic, { exact: true }) });
  }

  /** Waits until a topic is seen in a state; `health`: what its next step is seen to be. */
  async untilAt(topic: string, state: State, health: 'ready' | 'blocked' | 'last'): Promise<void> {
    const { t, page } = this.#operator;
    await this.#row(topic)
      .filter({ has: page.getByText(t(`seamless.state.${state}`), { exact: true }) })
      .filter({ has: page.getByText(t(`seamless.health.${health}`), { exact: true }) })
      .waitFor();
  }

  /** Opens the page of a topic. */
  async openTopic(topic: string): Promise<void> {
    const { page } = this.#operator;
    await page.getByRole('link', { name: topic, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: topic }).waitFor();
  }

  /** Waits until a reason is shown, with what it names. */
  async untilTold(code: string, named: string): Promise<void> {
    const { page } = this.#operator;
    await page.getByText(code, { exact: true }).first().waitFor();
    await page.getByText(named).first().waitFor();
  }

  /** Ticks topics of the table. */
  async choose(topics: readonly string[]): Promise<void> {
    const { t, page } = this.#operator;
    for (const topic of topics) await page.getByLabel(t('topics.choose', { topic }), { exact: true }).check();
  }

  /** Plans a step of some topics from the table. */
  async plan(topics: readonly string[], way: Way): Promise<void> {
    const { t } = this.#operator;
    await this.choose(topics);
    await this.#operator.button(t(`seamless.motion.${way}`)).click();
  }

  /** Waits until the plan in the dialogue comes to so many topics that move and that are blocked. */
  async untilPlanned(moves: number, blocked: number): Promise<void> {
    const { t, dialog } = this.#operator;
    await dialog.getByText(t('seamless.planSum', { moves, blocked })).waitFor();
  }

  /** Confirms the plan in the dialogue, and waits until it is done. */
  async confirm(way: Way): Promise<void> {
    const { t, dialog } = this.#operator;
    await this.#operator.button(t(`seamless.motion.${way}`), dialog).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Closes the dialogue. */
  async cancel(): Promise<void> {
    const { t, dialog } = this.#operator;
    await this.#operator.button(t('action.cancel'), dialog).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Takes topics a state on or back, and waits until all of them can go on from there. */
  async step(topics: readonly string[], way: Way, to: State): Promise<void> {
    await this.plan(topics, way);
    await this.untilPlanned(topics.length, 0);
    await this.confirm(way);
    for (const topic of topics) await this.untilAt(topic, to, to === 'done' ? 'last' : 'ready');
  }

  /** Pauses, resumes or completes the migration. */
  async act(action: 'pauseTask' | 'resumeTask' | 'completeTask', name: string): Promise<void> {
    const { t, dialog } = this.#operator;
    await this.#operator
      .button(t(`seamless.action.${action}`))
      .first()
      .click();
    await dialog.getByText(t(`seamless.title.${action}`, { name })).waitFor();
    await this.#operator.picture(`seamless-${action}`);
    await this.#operator.button(t(`seamless.action.${action}`), dialog).click();
    await dialog.waitFor({ state: 'detached' });
  }
}
