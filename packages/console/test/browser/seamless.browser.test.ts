import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { idOf } from '../fake-service/ids.ts';
import { rocketmqTopicNames } from '../fake-service/rocketmq/names.ts';
import type { FakeSeamless } from '../fake-service/rocketmq/seamless/fake-task.ts';
import type { World } from '../fake-service/world.ts';
import { findChromium } from './chromium.ts';
import { useConsole } from './use-console.ts';

const executable = findChromium();

describe.skipIf(executable === undefined)('seamless migrations', () => {
  let world: World;
  let page: Page;
  const { open, button, dialog, picture } = useConsole((made) => {
    ({ world, page } = made);
  });

  const task = (number: number): FakeSeamless => world.seamless.find(({ id }) => id === idOf(number))!;
  const choose = async (topic: string): Promise<void> => {
    await page.getByPlaceholder('Part of a topic name').fill(topic);
    await page.getByLabel(`Choose ${topic}`, { exact: true }).check();
  };

  test('are made between two clusters, refused with the reason, and get topics from a scan', async () => {
    await open('/rocketmq/migrations');
    await button('New seamless migration').click();
    await button('Create').click();
    await page.getByText('This is needed.').first().waitFor();
    await page.getByLabel('Name', { exact: true }).fill('members to the new cluster');
    await page.getByLabel('Source').click();
    await page.getByTitle(/^rocketmq-old/u).click();
    await page.getByLabel('Target').click();
    await page
      .getByTitle(/^rocketmq-new/u)
      .last()
      .click();
    await button('Create').click();
    await page.getByText('SEAMLESS_TARGET_TAKEN').waitFor();
    await picture('seamless-refused');
    for (const each of world.seamless) each.intent = 'completed';
    await button('Create').click();
    await page.getByRole('heading', { level: 1, name: 'members to the new cluster' }).waitFor();
    await page.getByRole('button', { name: 'Import metadata now' }).waitFor();
    await button('Scan both clusters').click();
    await page.getByText('new', { exact: true }).first().waitFor();
    await picture('seamless-scanned');
    await page.getByPlaceholder('Part of a name').fill('member_');
    await button('Choose what is found (15)').click();
    await page.getByLabel('Choose shop%member_paid_topic').uncheck();
    await page.getByLabel('Add as').click();
    await page.getByTitle('all as ordered').click();
    await picture('seamless-scan');
    await button('Add 14 topics').click();
    await page.getByText('14 topics were added').waitFor();
    const [made] = world.seamless;
    expect(made!.topics).toHaveLength(14);
    expect(new Set(made!.topics.map(({ position }) => position.kind))).toEqual(new Set(['ordered']));
    await page.getByRole('link', { name: 'member_paid_topic', exact: true }).waitFor();
  });

  test('step topics by a plan; a check is gone without only when its risk was ticked', async () => {
    const { topics } = task(901);
    const free = topics.find(({ position, trouble }) => position.state === 'initial' && !trouble)!;
    const narrow = topics.find(({ trouble }) => trouble === 'few-queues')!;
    narrow.position = { ...free.position };
    narrow.changedAt = free.changedAt = Date.now() - 600_000;
    await open(`/rocketmq/migrations/${idOf(901)}?step=grey`);
    await choose(free.name);
    await page.getByText('1 chosen').waitFor();
    await choose(narrow.name);
    await page.getByText('2 chosen').waitFor();
    await button('Step forward').click();
    await dialog().getByText('Would move: 1. Blocked: 1.').waitFor();
    await dialog()
      .getByText(/has 16 queues on the source and 8 on the target/u)
      .waitFor();
    await picture('seamless-plan');
    await dialog()
      .getByRole('checkbox', { name: /^Go without: the target has enough queues/u })
      .check();
    await dialog().getByText('Would move: 2. Blocked: 0.').waitFor();
    await picture('seamless-forced');
    narrow.trouble = 'straight';
    await dialog().getByRole('button', { name: 'Step forward' }).click();
    await dialog().getByText('MIGRATION_WORLD_MOVED').waitFor();
    await dialog().getByRole('button', { name: 'Show the new plan' }).click();
    await dialog().getByText('Would move: 1. Blocked: 1.').waitFor();
    await dialog().getByText('changed', { exact: true }).waitFor();
    await dialog().getByRole('button', { name: 'Step forward' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect([free.position.state, narrow.position.state]).toEqual(['dual-read', 'initial']);
  });

  test('say why a step is blocked, and lead to who is in its way', async () => {
    const straight = task(901).topics.find(({ trouble }) => trouble === 'straight')!;
    await open(`/rocketmq/migrations/${idOf(901)}/topics/${encodeURIComponent(straight.name)}`);
    await page.getByText('SEAMLESS_CLIENTS_STRAIGHT').first().waitFor();
    await button('Plan it').first().click();
    await dialog().getByText('Would move: 0. Blocked: 1.').waitFor();
    await picture('seamless-blocked');
    expect(await dialog().getByRole('button', { name: 'Step forward' }).isDisabled()).toBe(true);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await open(`/rocketmq/migrations/${idOf(901)}?step=endpoints`);
    await page.getByRole('link', { name: /^Show all/u }).click();
    await page.getByText('id not known').first().waitFor();
  });

  test('follow what happens: a gateway that falls silent, a pause, and what cannot be done then', async () => {
    await open(`/rocketmq/migrations/${idOf(901)}?step=endpoints`);
    await page.getByText('live', { exact: true }).first().waitFor();
    task(901).gateways[2]!.silentFor = 120_000;
    await page.getByText(/^last heard/u).waitFor();
    await page.getByRole('row', { name: /gw-3/u }).getByRole('button', { name: 'Forget' }).click();
    await dialog()
      .getByText(/Forget it only if it is stopped for good/u)
      .waitFor();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await page.getByText('gw-3', { exact: true }).waitFor({ state: 'detached' });
    await button('Pause').click();
    await dialog()
      .getByText(/No topic goes forward until the task is resumed/u)
      .waitFor();
    await dialog().getByRole('button', { name: 'Pause' }).click();
    await button('Resume').waitFor();
    const tabs = page.getByRole('navigation', { name: 'Parts of this migration' });
    await tabs.getByRole('link', { name: 'Groups' }).click();
    await page.getByRole('columnheader', { name: 'Moved to the gateways' }).waitFor();
    expect(await tabs.locator('[aria-current]').allTextContents()).toEqual(['Groups']);
    await tabs.getByRole('link', { name: 'Topics' }).click();
    await page
      .getByRole('checkbox', { name: /^Choose / })
      .first()
      .check();
    await button('Step forward').focus();
    await page
      .getByText(/topics can go back, but not forward/u)
      .first()
      .waitFor();
    await button('Complete').first().focus();
    await page
      .getByText(/The task is paused/u)
      .first()
      .waitFor();
  });

  test('hold and release the writes of ordered topics in proxy mode only', async () => {
    await open(`/rocketmq/migrations/${idOf(901)}`);
    expect(await button('Release writes').count()).toBe(0);
    await open(`/rocketmq/migrations/${idOf(902)}`);
    task(902).gateways[1]!.behind = 0;
    await choose(rocketmqTopicNames[62]!);
    await button('Release writes').click();
    await dialog().getByText('Would move: 1. Blocked: 0.').waitFor();
    await dialog().getByRole('button', { name: 'Release writes' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(task(902).topics[2]!.position).toMatchObject({ state: 'switching', held: false });
  });

  test('only let topics leave that are initial', async () => {
    const away = task(901).topics.find(({ position }) => position.state === 'done')!;
    await open(`/rocketmq/migrations/${idOf(901)}`);
    await choose(away.name);
    await button('Take out of the task').click();
    await dialog().getByRole('button', { name: 'Take out of the task' }).click();
    await dialog().getByText('SEAMLESS_TOPICS_MOVED').waitFor();
  });
});
