import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { idOf } from '../fake-service/ids.ts';
import type { World } from '../fake-service/world.ts';
import { findChromium } from './chromium.ts';
import { useConsole } from './use-console.ts';
import { settled } from './visitor.ts';

const executable = findChromium();

const PATIENT = { timeout: 15_000 };

describe.skipIf(executable === undefined)('somebody at the console', () => {
  let world: World;
  let page: Page;
  let url: string;
  const { open, button, dialog, picture } = useConsole((made) => {
    ({ world, page, url } = made);
  });

  test('is told why a login failed, and comes to the page that was asked for', async () => {
    world.identity = null;
    await open('/clusters');
    await page.getByLabel('User name').fill('wei.zhang');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await button('Log in').click();
    await page.getByText('The user name or the password is wrong.').waitFor();
    await picture('login-failed');
    await page.getByLabel('Password', { exact: true }).fill('a long password');
    await button('Log in').click();
    await page.getByRole('heading', { name: 'Clusters' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/clusters');
  });

  test('logs in by a provider of identities, and comes to the page that was asked for', async () => {
    world.identity = null;
    world.provider = url;
    await open('/clusters');
    await button('Log in with Example ID').click();
    await page.getByRole('heading', { name: 'Clusters' }).waitFor();
    expect(page.url()).toBe(`${url}/clusters`);
  });

  test('makes the first administrator', async () => {
    world.identity = null;
    world.claimed = false;
    await open('/');
    await page.getByLabel('Token from the start of the service').fill(' first-token ');
    await page.getByLabel('User name').fill('wei.zhang');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await button('Make the administrator').click();
    await page.locator('.ant-form-item-explain-error').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('a long password');
    await button('Make the administrator').click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  test('whose session ended logs in again and is where they were', async () => {
    await open('/clusters');
    world.identity = null;
    await page.getByRole('link', { name: 'Migrations', exact: true }).click();
    await page.getByLabel('User name').fill('wei.zhang');
    await page.getByLabel('Password', { exact: true }).fill('a long password');
    await button('Log in').click();
    await page.getByRole('heading', { name: 'Migrations' }).waitFor();
  });

  test('reads the other language and the other theme at once, and after a reload', async () => {
    await page.goto('/settings');
    await settled(page);
    await button('中文').click();
    await page.getByRole('heading', { name: '设置' }).first().waitFor();
    await button('切换到深色主题').click();
    await expect.poll(() => page.locator('html').getAttribute('data-theme'), PATIENT).toBe('dark');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  test('finds the state of a table in the address', async () => {
    await open(`/migrations/${idOf(201)}/topics`);
    await page.getByRole('columnheader', { name: 'Lag' }).click();
    await page.locator('th[aria-sort="ascending"]').getByText('Lag').waitFor();
    await page.getByRole('columnheader', { name: 'Lag' }).click();
    await expect.poll(() => page.url(), PATIENT).toContain('sort=lag&order=descending');
    await page.getByPlaceholder('Part of a topic name').fill('payments.eu');
    await expect.poll(() => page.url(), PATIENT).toContain('search=payments.eu');
    await expect.poll(() => page.getByRole('row').count(), PATIENT).toBe(9);
    await page.reload();
    await settled(page);
    await expect.poll(() => page.getByRole('row').count(), PATIENT).toBe(9);
    expect(await page.getByPlaceholder('Part of a topic name').inputValue()).toBe('payments.eu');
  });

  test('is told why an action is not possible, also without a mouse', async () => {
    await open(`/migrations/${idOf(201)}`);
    const complete = button('Complete');
    await complete.focus();
    await page.getByRole('tooltip').getByText('still use the source').waitFor();
    expect(await complete.getAttribute('aria-disabled')).toBe('true');
    const described = await complete.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain('still use the source');
    await picture('blocked');
    await complete.click({ force: true });
    expect(await dialog().count()).toBe(0);
  });

  test('sees what a change does before it is done, and again when the clusters have changed', async () => {
    await open(`/migrations/${idOf(201)}`);
    world.moved = true;
    await button('Pause').click();
    await dialog().getByText('Let the copy rest at a safe point').waitFor();
    await picture('confirm');
    await dialog().getByRole('button', { name: 'Pause' }).click();
    await dialog().getByText('MIGRATION_WORLD_MOVED').waitFor();
    expect(await dialog().getByRole('button', { name: 'Pause' }).isDisabled()).toBe(true);
    await picture('world-moved');
    await dialog().getByRole('button', { name: 'Show the new plan' }).click();
    await dialog().getByRole('button', { name: 'Pause' }).click();
    await button('Resume').waitFor();
  });

  test('makes a migration, looks at its plan, and starts it', async () => {
    await open('/migrations/new');
    await page.getByLabel('Name').fill('catalog-to-new');
    await page.getByLabel('Source').click();
    await page.getByTitle(/^kafka-eu-old/u).click();
    await page.getByLabel('Target').click();
    await page
      .getByTitle(/^kafka-eu-old/u)
      .last()
      .click();
    await button('Next').click();
    await page.getByText('Source and target have to be different clusters.').waitFor();
    await page.getByLabel('Target').click();
    await page
      .getByTitle(/^kafka-eu-new/u)
      .last()
      .click();
    await button('Next').click();
    await page.getByLabel('Topics').fill('catalog[');
    await button('Make the plan').click();
    await page.getByText('This is no regular expression').waitFor();
    await picture('wizard-selection');
    await page.getByLabel('Topics').fill('catalog.*');
    await button('Make the plan').click();
    await page.getByRole('heading', { name: 'What would be done' }).waitFor();
    await button('Start the copy').click();
    await dialog().getByText('Start the copy by this plan').waitFor();
    await picture('wizard-start');
    await dialog().getByRole('button', { name: 'Start the copy' }).click();
    await page.getByRole('link', { name: 'Progress' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('catalog-to-new');
  });

  test('sees since when what is shown is old, and that it is live again', async () => {
    await open(`/migrations/${idOf(202)}`);
    await page.getByText('live', { exact: true }).waitFor();
    world.away = true;
    await page.getByText(/^stale since \d\d:\d\d:\d\d/u).waitFor();
    await picture('stale');
    world.away = false;
    await page.getByText('live', { exact: true }).waitFor();
  });

  test('switches a unit as a whole', async () => {
    await open(`/migrations/${idOf(202)}/switches`);
    await button('Find the units').click();
    await picture('units');
    await button(/^Switch 21 topics/u).click();
    await dialog().locator('.step-list').getByText('Begin the switch').waitFor();
    await dialog().getByText('The source refuses writes, by an ACL').click();
    await dialog().getByText('Refuse writes by an ACL').waitFor();
    await picture('begin-switch');
    await dialog().getByRole('button', { name: 'Begin the switch' }).click();
    await dialog().waitFor({ state: 'detached' });
  });

  test('is warned when topics are left behind that move with the chosen ones', async () => {
    await open(`/migrations/${idOf(202)}/switches`);
    await button('Find the units').click();
    await button(/^Switch 21 topics/u).waitFor();
    await page.getByRole('link', { name: 'Topics' }).first().click();
    await page.getByLabel('Choose payments.apac.created').check();
    await button('Switch 1 topic').click();
    await dialog()
      .getByText(/further topics together with these/u)
      .waitFor();
    await picture('incomplete-unit');
    await dialog().getByRole('button', { name: 'Add them' }).click();
    await dialog().getByText('Switch 21 topics to the target').waitFor();
  });

  test('learns at which step a connection fails', async () => {
    await open('/clusters/new');
    await page.getByLabel('Name').fill('kafka-us');
    await button('TLS and SCRAM').click();
    await page.getByText('The properties name files that are not given: ca.pem').waitFor();
    await button('Test the connection').click();
    await page.getByText('KAFKA_TLS_FAILED').waitFor();
    await picture('connection-failed');
    await button('no encryption').click();
    await button('Test the connection').click();
    await page.getByText('Connected. Brokers: 5').waitFor();
    await button('Add the cluster').click();
    await page.getByRole('heading', { name: 'kafka-us' }).waitFor();
  });

  test('sees why a group could not be switched, and chooses how often that is looked at', async () => {
    await open(`/migrations/${idOf(201)}/readiness`);
    await page.getByPlaceholder('Part of a name').fill('billing');
    await page.getByText('Group billing is rebalancing (CompletingRebalance).').waitFor();
    await page
      .getByText(/^12 min/u)
      .first()
      .waitFor();
    await page.getByRole('combobox', { name: 'Scan while the copy runs' }).click();
    await page.getByTitle('only when asked for').click();
    await expect.poll(() => world.scanEvery, PATIENT).toBeNull();
    await picture('readiness');
  });

  test('tests a cluster and changes it, but not to another one while migrations use it', async () => {
    await open(`/clusters/${idOf(101)}`);
    await button('Test the connection').click();
    await page.getByText('Connected. Brokers: 5').waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog().getByLabel('Client properties').fill('bootstrap.servers=elsewhere:9092');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('API_CLUSTER_OTHER').waitFor();
    await picture('cluster-change');
    await dialog().getByLabel('Client properties').fill('');
    await dialog().getByLabel('Name').fill('kafka-eu');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'kafka-eu' }).waitFor();
  });

  test('changes the own password', async () => {
    await open('/settings');
    await page.getByLabel('Password of now').fill('wrong');
    await page.getByLabel('New password').fill('another long password');
    await button('Change the password').click();
    await page.getByText('The password of now is wrong.').waitFor();
    await page.getByLabel('Password of now').fill('a long password');
    await button('Change the password').click();
    await page.getByText('The password is changed').waitFor();
  });

  test('who may only look sees the last plan', async () => {
    world.planned.add(idOf(201));
    world.identity = { name: 'on-call', role: 'viewer', kind: 'user' };
    await open(`/migrations/${idOf(201)}/plan`);
    await page.getByRole('heading', { name: 'Topics' }).first().waitFor();
  });

  test('sees the secret of a token once', async () => {
    await open('/settings');
    await button('Make a token').click();
    await dialog().getByLabel('Name').fill('backup');
    await dialog().getByRole('button', { name: 'Make a token' }).click();
    await page.getByLabel('Secret').waitFor();
    await picture('secret');
    await button('I have kept it').click();
    await page.getByText('backup').waitFor();
    expect(await page.getByLabel('Secret').count()).toBe(0);
  });

  test('takes the audit log along', async () => {
    await open('/audit?action=login');
    const [download] = await Promise.all([page.waitForEvent('download'), button('Export CSV').click()]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.split('\r\n')[0]).toContain('id,at,who,address,action');
    expect(text.trim().split('\r\n')).toHaveLength(
      1 + world.audit.filter(({ action }) => action === 'login').length,
    );
  });

  test('who may only look is told so where something could be done', async () => {
    world.identity = { name: 'on-call', role: 'viewer', kind: 'user' };
    await open(`/migrations/${idOf(201)}`);
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
    await button('Pause').focus();
    await page.getByRole('tooltip').getByText('This takes the role operator').waitFor();
  });
});
