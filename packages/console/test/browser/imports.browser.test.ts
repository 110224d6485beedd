import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { idOf } from '../fake-service/ids.ts';
import type { World } from '../fake-service/world.ts';
import { findChromium } from './chromium.ts';
import { useConsole } from './use-console.ts';

const executable = findChromium();

const file = (name: string, text: string) => ({
  ...{ name, mimeType: 'application/json', buffer: Buffer.from(text) },
});

describe.skipIf(executable === undefined)('import tasks', () => {
  let world: World;
  let page: Page;
  const { open, button, dialog, picture } = useConsole((made) => {
    ({ world, page } = made);
  });

  const handIn = async (name: string): Promise<void> => {
    await open(`/imports/new?target=${idOf(112)}`);
    await page.locator('input[type="file"]').setInputFiles(file(name, '{"topics":{}}'));
    await button('Next').click();
    await page.getByRole('heading', { name: name.replace('.json', '') }).waitFor();
  };

  test('are made of files that are handed in, and started when their plan is as wanted', async () => {
    await open('/imports');
    await button('New import task').click();
    await page.locator('input[type="file"]').setInputFiles(file('export.json', 'no JSON'));
    await button('Next').click();
    await page.getByText('METADATA_NOT_JSON').waitFor();
    await page.locator('input[type="file"]').setInputFiles(file('export.json', '{"topics":{}}'));
    await button('Next').click();
    await page.getByRole('heading', { name: 'export' }).waitFor();
    await button('Make the plan').click();
    await page.getByText('This is needed.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('shop only');
    await page.getByLabel('Target').click();
    await page.getByTitle(/^rocketmq-new/u).click();
    await page.getByText('Into one namespace').click();
    await page.getByRole('textbox', { name: 'Namespace', exact: true }).fill('mall');
    await page.getByRole('radiogroup', { name: 'Topics' }).getByText('chosen ones').click();
    await page.getByPlaceholder('Part of a name').fill('order_');
    await button('Choose what is found (15)').click();
    await page.getByText('15 chosen').waitFor();
    await page.getByLabel('Choose shop%order_paid_topic').uncheck();
    await page.getByLabel('And those that an expression').fill('shop%coupon_.*\nshop%[');
    await page.getByRole('radiogroup', { name: 'Consumer groups' }).getByText('none').click();
    await page.getByText('Bring the number of queues into a range').click();
    await page.getByLabel('At most').fill('2');
    await button('Make the plan').click();
    await page.getByText('shop%[ is no regular expression').waitFor();
    await page.getByText('Less than the least.').waitFor();
    await picture('import-choice');
    await page.getByLabel('And those that an expression').fill('shop%coupon_.*');
    await page.getByLabel('At most').fill('16');
    await button('Make the plan').click();
    await page.getByRole('heading', { name: 'What would be done' }).waitFor();
    const [made] = world.imports;
    expect(made!.choice).toMatchObject({
      ...{ namespace: 'mall', queues: { min: 3, max: 16 }, groups: { names: [] } },
      topics: { patterns: ['shop%coupon_.*'] },
    });
    expect(made!.choice.topics?.names).toHaveLength(14);
    made!.moves = true;
    await button('Start the import').click();
    await dialog().getByText('rows are created.').waitFor();
    await picture('import-start');
    await dialog().getByRole('button', { name: 'Start the import' }).click();
    await dialog().getByText('IMPORT_WORLD_MOVED').waitFor();
    expect(await dialog().getByRole('button', { name: 'Start the import' }).isDisabled()).toBe(true);
    await dialog().getByRole('button', { name: 'Show the new plan' }).click();
    await dialog().waitFor({ state: 'detached' });
    await button('Start the import').click();
    await dialog().getByRole('button', { name: 'Start the import' }).click();
    await page.getByText('partly failed').waitFor();
    await page.getByText('mall%coupon_created_topic').first().waitFor();
  });

  test('that are too large are refused with the split that is proposed, which one button makes', async () => {
    await handIn('huge-cluster.json');
    await button('Make the plan').click();
    await page.getByText('2340 topics and 1420 groups are chosen').waitFor();
    expect(await button('Start the import').getAttribute('aria-disabled')).toBe('true');
    await picture('import-split');
    await button('Make these 3 imports').click();
    await page.getByRole('link', { name: 'huge-cluster part-3' }).click();
    await page.getByRole('link', { name: 'Rows (340)' }).waitFor();
  });

  test('tell why rows have failed on which broker, try them again, and are deleted', async () => {
    await open(`/imports/${idOf(812)}?outcome=failed&search=delivery`);
    await page.getByText('IMPORT_EXISTS_DIFFERENT').first().waitFor();
    await page.getByRole('button', { name: 'Expand row' }).first().click();
    await page.getByText('is 8, wanted 16').first().waitFor();
    await picture('import-row');
    await button('Try 18 failed rows again').click();
    await page.getByText('live', { exact: true }).waitFor();
    await button('Try 12 failed rows again').waitFor();
    await button('Delete').click();
    await dialog().getByText('What it wrote stays on the cluster.').waitFor();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Import tasks' }).waitFor();
    expect(world.imports.map(({ id }) => id)).not.toContain(idOf(812));
  });

  test('that run can be ended, and leave the rest', async () => {
    await open(`/imports/${idOf(816)}`);
    await button('Cancel the rest').click();
    await page.getByText('cancelled').first().waitFor();
    expect(await button(/failed rows again$/u).count()).toBe(0);
  });

  test('are planned anew with another choice', async () => {
    await open(`/imports/${idOf(811)}`);
    await page.getByRole('link', { name: 'Change the choice' }).click();
    await page.getByText('overwrite it').click();
    await page.getByText('Access control: 6 accounts and users').click();
    await button('Plan again').click();
    await page.getByText('is overwritten with what the document has').waitFor();
    expect(world.imports.find(({ id }) => id === idOf(811))?.choice).toEqual({
      ...{ queues: { min: 3, max: 16 }, existing: 'overwrite', users: 'none' },
    });
  });

  test('are made of what a cluster has, and of a document whose secrets are opened', async () => {
    await open(`/clusters/${idOf(111)}`);
    await page.getByRole('link', { name: 'Import it elsewhere' }).click();
    await page.getByText('Take secret keys and passwords along').click();
    await button('Next').click();
    await page.getByText('cluster rocketmq-old, by the service').waitFor();
    await page.getByText('kept sealed by the service').waitFor();
    await open('/imports/new?from=kept');
    await button('Choose hangzhou-metadata').click();
    await button('Open the secrets').click();
    await dialog().getByLabel('Passphrase').fill('wrong');
    await dialog().getByRole('button', { name: 'Open the secrets' }).click();
    await dialog().getByText('METADATA_PASSPHRASE_WRONG').waitFor();
    await dialog().getByLabel('Passphrase').fill('a passphrase');
    await dialog().getByRole('button', { name: 'Open the secrets' }).click();
    await page.getByText('kept sealed by the service').waitFor();
  });

  test('can be looked at by viewers, who are told what takes another role', async () => {
    world.identity = { name: 'on-call', role: 'viewer', kind: 'user' };
    await open(`/imports/${idOf(811)}`);
    await button('Start the import').focus();
    await page.getByRole('tooltip').getByText('This takes the role operator').waitFor();
    expect(await page.getByRole('link', { name: 'Change the choice' }).count()).toBe(0);
    for (const name of ['Plan again', 'Delete'])
      expect(await button(name).getAttribute('aria-disabled')).toBe('true');
    await open('/imports');
    expect(await button('New import task').getAttribute('aria-disabled')).toBe('true');
  });

  test('that have failed stand on the overview', async () => {
    await open('/');
    await page.getByText('18 rows of an import task have failed').waitFor();
    await page.getByText('shop · rocketmq-old 2026-11-20 → rocketmq-new').waitFor();
  });
});
