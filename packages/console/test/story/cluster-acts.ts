import type { Operator } from './operator.ts';

/** What is done with clusters at the console, before anything moves. */
export class ClusterActs {
  readonly #operator: Operator;

  constructor(operator: Operator) {
    this.#operator = operator;
  }

  /** Tries a connection and adds the cluster. */
  async add(name: string, properties: string): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.open('/clusters/new');
    await this.#operator.fill(t('clusters.name'), name);
    await this.#operator.fill(t('clusters.properties'), properties);
    await this.#operator.button(t('clusters.test')).click();
    await page.locator('.connection-steps').waitFor();
    await this.#operator.picture('connection');
    await this.#operator.button(t('clusters.save')).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Begins to measure a cluster for a minute; gives the address of the page that tells what it comes to. */
  async beginAssessment(cluster: string): Promise<string> {
    const { t, page } = this.#operator;
    await this.#operator.open('/assessments/new');
    await this.#operator.choose(t('assess.cluster'), `${cluster} (`);
    await this.#operator.choose(t('assess.time'), t('assess.time.60'));
    await this.#operator.button(t('assess.begin')).click();
    await page.getByRole('heading', { name: t('assess.target') }).waitFor();
    await this.#operator.picture('assessment-measuring');
    return new URL(page.url()).pathname;
  }

  /** Waits until a measurement has come to its end. */
  async untilAssessed(path: string): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.open(path);
    await page.getByText(t('assess.state.done'), { exact: true }).first().waitFor();
    await page.getByRole('heading', { name: t('assess.arithmetic') }).waitFor();
    await this.#operator.picture('assessment');
  }

  /** Copies topics without their records, by the comparison of two clusters; ends at the task that does it. */
  async copyTopics(source: string, target: string, topics: readonly string[]): Promise<void> {
    const { t, page, dialog } = this.#operator;
    await this.#operator.open('/comparisons');
    await this.#operator.choose(t('wizard.source'), source);
    await this.#operator.choose(t('wizard.target'), target);
    for (const topic of topics) await page.getByLabel(t('compare.chooseItem', { name: topic })).check();
    await this.#operator.picture('comparison');
    await this.#operator.button(t('copy.chosenCount', { count: topics.length })).click();
    await this.#operator.button(t('copy.showPlan'), dialog).click();
    await this.#operator.planned();
    await this.#operator.picture('copy-topics');
    await this.#operator.button(t('copy.confirm'), dialog).click();
    await page.getByRole('heading', { level: 1, name: t('task.kind.topics') }).waitFor();
    await page.getByText(t('taskState.succeeded'), { exact: true }).first().waitFor();
    await this.#operator.picture('task');
  }
}
