import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { idOf } from '../fake-service/ids.ts';
import type { World } from '../fake-service/world.ts';
import { findChromium } from './chromium.ts';
import { useConsole } from './use-console.ts';

const executable = findChromium();

describe.skipIf(executable === undefined)('RocketMQ clusters', () => {
  let world: World;
  let page: Page;
  const { open, button, dialog, picture } = useConsole((made) => {
    ({ world, page } = made);
  });

  const tryOut = async (nameServers: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Name servers' }).fill(nameServers);
    await button('Test the connection').click();
  };

  test('are added when their test has told which clusters there are; each failure has its name', async () => {
    await open('/clusters/new');
    await button('RocketMQ').click();
    await page.getByRole('textbox', { name: 'Name servers' }).waitFor();
    expect(page.url()).toContain('kind=rocketmq');
    await page.getByLabel('Name', { exact: true }).fill('rocketmq-sz');
    await tryOut('10.0.0.1');
    await page.getByText('“10.0.0.1” is no host:port.').waitFor();
    await tryOut('down-1:9876;down-2:9876');
    await page.getByText('Name server unreachable').waitFor();
    await picture('rocketmq-unreachable');
    await tryOut('kafka-1:9092');
    await page.getByText('Not a name server').waitFor();
    await tryOut('ancient:9876');
    await page.getByText('Version too old').waitFor();
    await tryOut('docker:9876');
    await page.getByText('Broker unreachable from here').waitFor();
    await page.getByRole('rowheader', { name: 'broker-a' }).waitFor();
    await page.getByText('172.17.0.3:10911', { exact: true }).waitFor();
    await picture('rocketmq-broker-unreachable');
    await page.getByLabel('Access key').fill('admin');
    await tryOut('ns:9876');
    await page.getByText('An access key takes its secret key.').waitFor();
    await page.getByLabel('Secret key').fill('wrong');
    await button('Test the connection').click();
    await page.getByText('Authentication failed').waitFor();
    await picture('rocketmq-authentication');
    await page.getByLabel('Secret key').fill('right');
    await tryOut('shared:9876');
    await page.getByText('The name servers know several clusters.').waitFor();
    await button('Add the cluster').click();
    await page.getByText('Test the connection, and choose one of its clusters.').waitFor();
    await picture('rocketmq-several');
    await page.getByLabel('Cluster', { exact: true }).click();
    await page.getByTitle('payments-cluster').click();
    await button('Test the connection').click();
    await page.getByText('Cluster payments-cluster answers').waitFor();
    await picture('rocketmq-reached');
    await button('Add the cluster').click();
    await page.getByRole('heading', { name: 'rocketmq-sz' }).waitFor();
    expect(world.clusters.at(-1)).toMatchObject({
      ...{ kind: 'rocketmq', bootstrap: 'shared:9876', clusterId: 'payments-cluster' },
    });
  });

  test('are changed without typing their secrets again', async () => {
    await open(`/clusters/${idOf(111)}`);
    await button('Test the connection').click();
    await page.getByText('Broker unreachable from here').waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog().getByPlaceholder('kept; stays when this is empty').waitFor();
    await dialog().getByLabel('Encrypted connections (TLS)').check();
    await dialog().getByLabel('Own certificate (PEM)').fill('-----BEGIN CERTIFICATE-----');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('A certificate takes its private key.').waitFor();
    await picture('rocketmq-change');
    await dialog().getByLabel('Own certificate (PEM)').fill('');
    await dialog().getByLabel('Name', { exact: true }).fill('rocketmq-hz');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'rocketmq-hz' }).waitFor();
    expect(world.rocketmq.get(idOf(111))?.connection.accessKey).toBe('rocketmq-admin');
  });

  test('give an export; its secrets only under a passphrase that was typed twice', async () => {
    await open(`/clusters/${idOf(111)}/metadata`);
    const [plain] = await Promise.all([page.waitForEvent('download'), button('Download the export').click()]);
    expect(plain.suggestedFilename()).toBe('rocketmq-old-metadata.json');
    expect(JSON.parse(await readFile(await plain.path(), 'utf8'))).not.toHaveProperty('secrets');
    await button('Export with secrets').click();
    await dialog().getByLabel('Passphrase', { exact: true }).fill('a passphrase');
    await dialog().getByLabel('Passphrase once more').fill('another');
    await dialog().getByRole('button', { name: 'Download' }).click();
    await dialog().getByText('The two are not the same.').waitFor();
    await picture('rocketmq-passphrase');
    await dialog().getByLabel('Passphrase once more').fill('a passphrase');
    const [sealed] = await Promise.all([
      page.waitForEvent('download'),
      dialog().getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(JSON.parse(await readFile(await sealed.path(), 'utf8'))).toHaveProperty('secrets', 'sealed');
    await dialog().waitFor({ state: 'detached' });
  });

  test('are not offered where something is for Kafka', async () => {
    await open('/migrations/new');
    await page.getByLabel('Source').click();
    await page.getByTitle(/^kafka-eu-old/u).waitFor();
    expect(await page.getByTitle(/^rocketmq-/u).count()).toBe(0);
    await open(`/clusters/${idOf(111)}`);
    expect(await page.getByRole('link', { name: 'Compare with another' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Quotas' }).count()).toBe(0);
    await open('/clusters?kind=rocketmq');
    expect(await page.getByRole('link', { name: 'kafka-eu-old' }).count()).toBe(0);
  });

  test('let viewers look, and say what takes another role', async () => {
    world.identity = { name: 'on-call', role: 'operator', kind: 'user' };
    await open(`/clusters/${idOf(111)}/metadata`);
    await button('Export with secrets').focus();
    await page.getByRole('tooltip').getByText('This takes the role administrator').waitFor();
    expect(await button('Download the export').getAttribute('aria-disabled')).toBeNull();
  });
});
