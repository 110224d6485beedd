import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { idOf } from '../fake-service/ids.ts';
import type { World } from '../fake-service/world.ts';
import { findChromium } from './chromium.ts';
import { useConsole } from './use-console.ts';
import { settled } from './visitor.ts';

const executable = findChromium();

const PATIENT = { timeout: 15_000 };
const SIDES = `source=${idOf(101)}&target=${idOf(102)}`;

describe.skipIf(executable === undefined)('somebody who looks into clusters', () => {
  let world: World;
  let page: Page;
  const { open, button, dialog, picture } = useConsole((made) => {
    ({ world, page } = made);
  });

  test('finds the filter of a list again after a reload, and hops from topic to group and back', async () => {
    await open(`/clusters/${idOf(101)}/topics`);
    await page.getByPlaceholder('Part of a topic name').fill('orders.eu');
    await expect.poll(() => page.url(), PATIENT).toContain('search=orders.eu');
    await expect.poll(() => page.getByRole('row').count(), PATIENT).toBe(9);
    await page.reload();
    await settled(page);
    await expect.poll(() => page.getByRole('row').count(), PATIENT).toBe(9);
    await page.getByRole('link', { name: 'orders.eu.created' }).click();
    await page.getByRole('heading', { name: 'orders.eu.created', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Consumer groups' }).click();
    await page.getByRole('link', { name: 'orders.eu.created-readers' }).click();
    await page.getByRole('heading', { name: 'orders.eu.created-readers', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'orders.eu.created' }).first().click();
    await page.getByRole('heading', { name: 'orders.eu.created', level: 1 }).waitFor();
  });

  test('has a cluster read anew', async () => {
    await open(`/clusters/${idOf(101)}`);
    await page
      .getByText(/read\s+4\d sec\. ago/u)
      .first()
      .waitFor();
    await button('Read anew').click();
    await expect.poll(() => world.inventories.get(idOf(101))!.age, PATIENT).toBe(0);
    await page
      .getByText(/read\s+now/u)
      .first()
      .waitFor();
  });

  test('is shown no numbers of what is not known', async () => {
    await open(`/clusters/${idOf(103)}`);
    const topics = page.locator('dl.key-values > div', { hasText: 'Topics' }).first().locator('dd');
    expect(await topics.textContent()).toBe('–');
    await open(`/clusters/${idOf(103)}/topics`);
    await page.getByText('Not known', { exact: true }).waitFor();
    expect(await page.getByText('This cluster has no topics').count()).toBe(0);
  });

  test('copies topics by a plan, follows the task, and tries again what has failed', async () => {
    await open(`/comparisons?${SIDES}&outcome=source-only&search=orders.eu`);
    await expect.poll(() => page.getByRole('row').count(), PATIENT).toBe(9);
    for (const topic of ['cancelled', 'changed', 'snapshots']) {
      await page.getByLabel(`Choose orders.eu.${topic}`).check();
    }
    await button('Copy 3 chosen items').click();
    await dialog().getByLabel('Partitions of orders.eu.changed').fill('7');
    await picture('copy-topics');
    await dialog().getByRole('button', { name: 'Show the plan' }).click();
    await dialog().getByText('To be created: 3, with 31 partitions.').waitFor();
    await dialog().getByText('compacted').waitFor();
    await picture('copy-plan');
    await dialog().getByRole('button', { name: 'Copy them' }).click();
    await page.getByRole('heading', { name: 'Copy topics', level: 1 }).waitFor();
    await page.getByText('partly failed').waitFor();
    await page.getByText('METADATA_PARTITIONS_DIFFER').waitFor();
    await page.getByText('partitions: 7, replicas: 3').waitFor();
    await picture('task-partly-failed');
    await button('Try 1 failed item again').click();
    await page.getByText('succeeded').waitFor();
    expect(await page.getByText('METADATA_PARTITIONS_DIFFER').count()).toBe(0);
  });

  test('is refused when the clusters have changed, and confirms the new plan', async () => {
    await open(`/comparisons?${SIDES}&kind=quotas`);
    world.moved = true;
    await button('Copy all 2 that are missing').click();
    await dialog().getByText('producer_byte_rate = 10485760').waitFor();
    await dialog().getByRole('button', { name: 'Copy them' }).click();
    await dialog().getByText('MIGRATION_WORLD_MOVED').waitFor();
    await dialog().getByRole('button', { name: 'Show the new plan' }).click();
    await dialog().getByRole('button', { name: 'Copy them' }).click();
    await page.getByRole('heading', { name: 'Copy quotas', level: 1 }).waitFor();
  });

  test('gives users new passwords, and sees those that were made up once', async () => {
    await open(`/comparisons?${SIDES}&kind=users`);
    await button('Copy all 2 that are missing').click();
    await dialog().getByLabel('New password of billing').fill('a password of my own');
    await picture('copy-users');
    await dialog().getByRole('button', { name: 'Show the plan' }).click();
    await dialog().getByText('orders-service SCRAM-SHA-512').waitFor();
    await dialog().getByRole('button', { name: 'Copy them' }).click();
    const made = page.getByRole('textbox', { name: 'New passwords' });
    await made.waitFor();
    await picture('copy-passwords');
    expect(await made.inputValue()).toMatch(/^orders-service\t[\w-]{24}$/u);
    await button('I have kept them').click();
    await page.getByRole('heading', { name: 'Copy SCRAM users', level: 1 }).waitFor();
    expect(await page.getByText('a password of my own').count()).toBe(0);
  });

  test('reads topics from ZooKeeper', async () => {
    await open(`/comparisons?${SIDES}`);
    await button('Topics from ZooKeeper').click();
    await dialog().getByRole('button', { name: 'Show the plan' }).click();
    await dialog().getByText('This is needed.').waitFor();
    await dialog().getByLabel('ZooKeeper of the source').fill('zk-1:2181/kafka');
    await picture('copy-zookeeper');
    await dialog().getByRole('button', { name: 'Show the plan' }).click();
    await dialog().getByText('To be created: 12').waitFor();
  });

  test('is told on the overview which tasks have failed', async () => {
    await open('/');
    await page.getByText('items of a task have failed: Copy topics').waitFor();
    await page.locator(`a[href="/tasks/${idOf(501)}?state=failed"]`).click();
    await page.getByText('METADATA_PARTITIONS_DIFFER').first().waitFor();
  });

  test('may not copy without the role for it', async () => {
    world.identity = { name: 'on-call', role: 'viewer', kind: 'user' };
    await open(`/comparisons?${SIDES}&kind=quotas`);
    await button('Copy all 2 that are missing').focus();
    await page.getByRole('tooltip').getByText('This takes the role operator').waitFor();
  });

  test('sees which topics a selection means while it is typed', async () => {
    await open('/migrations/new');
    await page.getByLabel('Name').fill('orders');
    await page.getByLabel('Source').click();
    await page.getByTitle(/^kafka-eu-old/u).click();
    await page.getByLabel('Target').click();
    await page
      .getByTitle(/^kafka-eu-new/u)
      .last()
      .click();
    await button('Next').click();
    await page.getByText('160 topics of the source fit:').waitFor();
    await page.getByLabel('Topics').fill('orders\\..*');
    await page.getByText('24 topics of the source fit:').waitFor();
    await picture('wizard-preview');
  });
});
