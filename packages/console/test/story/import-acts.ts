import type { RocketmqCluster } from '@mqferry/sandbox';
import type { Operator } from './operator.ts';

/** What is done at the console with RocketMQ clusters, and to import metadata into them. */
export class ImportActs {
  readonly #operator: Operator;

  constructor(operator: Operator) {
    this.#operator = operator;
  }

  /** Tries a connection with a secret key that is wrong, then with the right one, and adds the cluster. */
  async add(
    name: string,
    { namesrvAddr, administrator, clusterName, brokers }: RocketmqCluster,
  ): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.open('/clusters/new?kind=rocketmq');
    await this.#operator.fill(t('clusters.name'), name);
    await this.#operator.fill(t('rocketmq.nameServers'), namesrvAddr);
    await this.#operator.fill(t('rocketmq.accessKey'), administrator!.accessKey);
    await this.#operator.fill(t('rocketmq.secretKey'), 'another-secret');
    await this.#operator.button(t('clusters.test')).click();
    await page.getByText(t('rocketmq.failure.authentication')).waitFor();
    await this.#operator.picture('rocketmq-refused');
    await this.#operator.fill(t('rocketmq.secretKey'), administrator!.secretKey);
    await this.#operator.button(t('clusters.test')).click();
    await page.getByText(t('rocketmq.reached', { cluster: clusterName, count: brokers.length })).waitFor();
    await this.#operator.picture('rocketmq-connection');
    await this.#operator.button(t('clusters.save')).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Looks at everything that a cluster has; ends at its topics, of which there is one by this name. */
  async lookAt(topic: string, group: string): Promise<void> {
    const { t, page } = this.#operator;
    const tab = (name: string) => page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('cell', { name: 'broker-a' }).waitFor();
    await this.#operator.picture('rocketmq-cluster');
    await tab(t('inventory.groups'));
    await page.getByText(group, { exact: true }).waitFor();
    await this.#operator.picture('rocketmq-groups');
    await tab(t('inventory.topics'));
    await page.getByText(topic, { exact: true }).waitFor();
    await this.#operator.picture('rocketmq-topics');
  }

  /** From the page of the source: takes its metadata with secrets, and comes to the choice. */
  async takeFromHere(): Promise<void> {
    const { t, page } = this.#operator;
    await page.getByRole('link', { name: t('imports.fromCluster') }).click();
    await page.getByText(t('newImport.secrets')).click();
    await this.#operator.button(t('wizard.next')).click();
    await page.getByText(t('document.secrets.kept')).waitFor();
  }

  /** Takes up the newest document that is kept. */
  async takeUpNewest(): Promise<void> {
    const { t, page } = this.#operator;
    await this.#operator.open('/imports/new?from=kept');
    await page
      .getByRole('button', { name: t('document.chooseOne', { name: '' }).trim() })
      .first()
      .click();
    await page.getByText(t('document.secrets.kept')).waitFor();
  }

  /** Names the import and its target. */
  async into(target: string, name: string): Promise<void> {
    const { t } = this.#operator;
    await this.#operator.choose(t('wizard.target'), `${target} (`);
    await this.#operator.fill(t('imports.name'), name);
  }

  /** Has the plan made, looks at it, and confirms it. */
  async planAndStart(target: string): Promise<void> {
    const { t, page, dialog } = this.#operator;
    await this.#operator.picture('import-choice');
    await this.#operator.button(t('wizard.makePlan')).click();
    await page.getByRole('heading', { name: t('imports.plan') }).waitFor();
    await this.#operator.picture('import-plan');
    await this.#operator.button(t('imports.start')).click();
    await dialog.getByText(t('imports.startTitle', { target })).waitFor();
    await this.#operator.picture('import-start');
    await this.#operator.button(t('imports.start'), dialog).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Waits until the import has come to this end. */
  async untilEnded(state: 'succeeded' | 'partly-failed'): Promise<void> {
    const { t, page } = this.#operator;
    await page.getByText(t(`imports.state.${state}`), { exact: true }).waitFor();
    await page
      .getByRole('table')
      .getByText(t('imports.outcome.waiting'))
      .first()
      .waitFor({ state: 'detached' });
    await this.#operator.picture(`import-${state}`);
  }
}
