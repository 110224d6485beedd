import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { idOf } from '../fake-service/ids.ts';
import type { FakeMoved, FakeSeamless } from '../fake-service/rocketmq/seamless/fake-task.ts';
import type { World } from '../fake-service/world.ts';
import { findChromium } from './chromium.ts';
import { useConsole } from './use-console.ts';

const executable = findChromium();

describe.skipIf(executable === undefined)('seamless migrations in batches', () => {
  let world: World;
  let page: Page;
  const { open, button, dialog, picture } = useConsole((made) => {
    ({ world, page } = made);
  });

  const task = (number: number): FakeSeamless => world.seamless.find(({ id }) => id === idOf(number))!;
  const movedOf = (number: number, kind: 'ordinary' | 'ordered'): FakeMoved =>
    task(number).topics.find(({ position }) => position.kind === kind)!.moved!;
  const stage = (kind: RegExp, name: RegExp) =>
    page.getByRole('list', { name: kind }).getByRole('listitem').filter({ hasText: name });

  test('are chosen among the ways in which clients move, and have no gateways', async () => {
    for (const each of world.seamless) each.intent = 'completed';
    await open('/rocketmq/migrations/new');
    await page.getByLabel('Name', { exact: true }).fill('returns by hand');
    await page.getByLabel('Source').click();
    await page.getByTitle(/^rocketmq-old/u).click();
    await page.getByLabel('Target').click();
    await page
      .getByTitle(/^rocketmq-new/u)
      .last()
      .click();
    await page.getByRole('radio', { name: /^By people, in batches/u }).check();
    await button('Create').click();
    await page.getByRole('heading', { level: 1, name: 'returns by hand' }).waitFor();
    expect(world.seamless[0]!.mode).toBe('batches');
    await page.getByRole('button', { name: 'Move clients in batches to come' }).click();
    await page.getByText('No topics yet').first().waitFor();
    expect(await page.getByText('mqferry gateway').count()).toBe(0);
    expect(await page.getByRole('img', { name: /^Clients, straight at the clusters: 0/u }).count()).toBe(1);
  });

  test('begin with what is told of order, duplicates and delay, and only when nothing would be lost', async () => {
    await open(`/rocketmq/migrations/${idOf(906)}?step=batches`);
    const ordered = /ordered topics/u;
    await page.getByText(/^Delay: from when producers have moved/u).waitFor();
    const producers = stage(ordered, /all producers are on the target/u);
    await producers.getByText('BATCH_TARGET_UNPREPARED').waitFor();
    expect(await producers.getByRole('button').getAttribute('aria-disabled')).toBe('true');
    await stage(ordered, /the target is prepared/u)
      .getByRole('button', { name: /^Begin/u })
      .click();
    await dialog()
      .getByText(/^Groups that have no offsets on the target are set/u)
      .waitFor();
    await dialog()
      .getByText(/^Order: consumers start on the target only/u)
      .waitFor();
    await picture('batches-begin');
    await dialog().getByRole('button', { name: 'Begin' }).click();
    await page.getByText('The stage has begun').waitFor();
    await stage(ordered, /the target is prepared · reached/u).waitFor();
    expect([...movedOf(906, 'ordered').begun.keys()]).toEqual(['target-ready']);

    // Somebody moves consumers between the look and the confirmation.
    await producers.getByRole('button', { name: /^Begin/u }).click();
    movedOf(906, 'ordered').consumers = 'some';
    await dialog().getByRole('button', { name: 'Begin' }).click();
    await dialog().getByText('BATCH_ORDER_CONSUMERS_FIRST').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Done in the wrong order: 4 ordered topics').waitFor();
    await picture('batches-alarm');
  });

  test('follow what is measured to the end', async () => {
    await open(`/rocketmq/migrations/${idOf(906)}?step=batches`);
    const ordinary = /ordinary topics/u;
    await stage(ordinary, /all producers are on the target · not reached/u).waitFor();
    const moved = movedOf(906, 'ordinary');
    moved.producers = 'all';
    await stage(ordinary, /all producers are on the target · reached/u).waitFor();
    moved.drained = true;
    await button(/^They have read it\s+GID_coupon_timeout/u).click();
    await dialog()
      .getByText(/^Say so only when each of its consumers/u)
      .waitFor();
    await picture('batches-broadcast');
    await dialog().getByRole('button', { name: 'They have read it' }).click();
    await stage(ordinary, /the source is drained · reached/u).waitFor();
    await stage(ordinary, /all consumers are on the target/u)
      .getByRole('button', { name: /^Begin/u })
      .click();
    await dialog().getByRole('button', { name: 'Begin' }).click();
    await page.getByText('The stage has begun').waitFor();
    moved.consumers = 'all';
    await page.getByText('6 of 6 stages reached').first().waitFor();
    await button(/^Take it back\s+GID_coupon_timeout/u).click();
    await dialog().getByRole('button', { name: 'Take it back' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(task(906).saidRead!.size).toBe(0);
  });

  test('show topics, groups and clients without states, steps and gateways', async () => {
    await open(`/rocketmq/migrations/${idOf(906)}`);
    await page.getByRole('columnheader', { name: 'Clients, source / target' }).waitFor();
    expect(await button('Step forward').count()).toBe(0);
    await page.getByRole('link', { name: 'coupon_changed_topic', exact: true }).click();
    await page.getByRole('link', { name: 'See the stages' }).waitFor();
    expect(await button('Plan it').count()).toBe(0);
    await open(`/rocketmq/migrations/${idOf(906)}/groups?notMoved=true`);
    await page.getByText('on both sides').first().waitFor();
    await open(`/rocketmq/migrations/${idOf(906)}/clients`);
    await page.getByRole('columnheader', { name: 'At', exact: true }).waitFor();
    expect(await page.getByText('Through gateways').count()).toBe(0);
    await open(`/rocketmq/migrations/${idOf(906)}/log`);
    await page.getByText('Stage of ordinary topics begun by wei.zhang: the target is prepared').waitFor();
  });

  test('are read by who may only look, who is offered nothing to begin', async () => {
    world.identity = { name: 'on-call', role: 'viewer', kind: 'user' };
    await open(`/rocketmq/migrations/${idOf(906)}?step=batches`);
    await page.getByText('BATCH_TARGET_UNPREPARED').first().waitFor();
    await page.getByText('nobody has said so').first().waitFor();
    expect(await button(/^Begin|^They have read it/u).count()).toBe(0);
    await picture('batches-viewer');
  });
});
