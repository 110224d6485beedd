import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCodedError } from '@mqferry/core';
import { DocumentCheckpoint } from '@mqferry/replication';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JsonFile } from '../src/json-file.ts';
import { journalIn } from '../src/state-files.ts';
import { checkpointPath, defaultStateFolder, journalPath } from '../src/state-paths.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-state-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what was saved is there for the next process, in a folder made at need', async () => {
  const path = join(folder, 'deep', 'er', 'a-b.json');
  await journalIn(path).save(new Map([['orders', { 'retention.ms': '1000', 'cleanup.policy': null }]]));
  expect(await journalIn(path).load()).toEqual(
    new Map([['orders', { 'retention.ms': '1000', 'cleanup.policy': null }]]),
  );
});

test('a topic is forgotten, the others stay', async () => {
  const journal = journalIn(join(folder, 'a-b.json'));
  await journal.save(new Map([['orders', { a: '1' }]]));
  await journal.save(new Map([['payments', { b: '2' }]]));
  await journal.save(new Map([['orders', undefined]]));
  expect([...(await journal.load()).keys()]).toEqual(['payments']);
});

test('saving many topics at the same time loses none', async () => {
  const journal = journalIn(join(folder, 'a-b.json'));
  const names = Array.from({ length: 20 }, (_, index) => `topic-${index}`);
  await Promise.all(names.map((name) => journal.save(new Map([[name, { a: name }]]))));
  expect([...(await journal.load()).keys()].sort()).toEqual(names.sort());
  expect(await readdir(folder)).toEqual(['a-b.json']);
});

test('ids of copied topics are kept beside what is held, and added to', async () => {
  const journal = journalIn(join(folder, 'a-b.json'));
  await journal.save(new Map([['orders', { a: '1' }]]));
  await journal.saveCopiedTopicIds(new Map([['orders', 'id-1']]));
  await journal.saveCopiedTopicIds(new Map([['payments', 'id-2']]));
  await journal.save(new Map([['orders', undefined]]));
  expect(await journal.copiedTopicIds()).toEqual(
    new Map([
      ['orders', 'id-1'],
      ['payments', 'id-2'],
    ]),
  );
  await journal.saveCopiedTopicIds(new Map([['orders', 'id-3']]));
  expect((await journal.copiedTopicIds()).get('orders')).toBe('id-3');
  expect(await journal.load()).toEqual(new Map());
});

test('gaps are kept with their offsets, beside the rest', async () => {
  const journal = journalIn(join(folder, 'a-b.json'));
  const gap = { topic: 'orders', partition: 3, from: 2n ** 60n, to: 2n ** 60n + 9n };
  await journal.save(new Map([['orders', { a: '1' }]]));
  await journal.changeGaps((gaps) => [...gaps, gap]);
  expect(await journalIn(join(folder, 'a-b.json')).gaps()).toEqual([gap]);
  await journal.changeGaps(() => []);
  expect(await journal.gaps()).toEqual([]);
  expect([...(await journal.load()).keys()]).toEqual(['orders']);
});

test('without a file nothing is held', async () => {
  expect(await journalIn(join(folder, 'none.json')).load()).toEqual(new Map());
});

test.each(['{"version":', '{"version":2,"restore":{}}', '[]', 'null'])(
  'a file of %j is an error, not an empty journal',
  async (text) => {
    const path = join(folder, 'a-b.json');
    await writeFile(path, text);
    await expect(journalIn(path).load()).rejects.toSatisfy((e) => isCodedError(e, 'CLI_STATE_UNREADABLE'));
    await expect(journalIn(path).save(new Map([['x', {}]]))).rejects.toSatisfy((e) =>
      isCodedError(e, 'CLI_STATE_UNREADABLE'),
    );
    expect(await readFile(path, 'utf8')).toBe(text);
  },
);

test('a folder that cannot be made is named', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(journalIn(join(file, 'a-b.json')).save(new Map([['x', {}]]))).rejects.toSatisfy(
    (e) => isCodedError(e, 'CLI_STATE_UNREADABLE') || isCodedError(e, 'CLI_STATE_UNWRITABLE'),
  );
});

test('a checkpoint that cannot be saved is told once and does not stop the comparison', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const onFailure = vi.fn();
  const checkpoint = new DocumentCheckpoint(new JsonFile(join(file, 'x.json')), onFailure);
  await checkpoint.save({});
  await checkpoint.save({});
  expect(onFailure).toHaveBeenCalledOnce();
});

test('a checkpoint starts empty and comes back', async () => {
  const checkpoint = new DocumentCheckpoint(new JsonFile(join(folder, 'x.json')), () => expect.unreachable());
  expect(await checkpoint.load()).toEqual({});
  const progress = {
    'orders-0': {
      start: '0',
      end: '9',
      next: '5',
      records: 5,
      sourceChain: '',
      targetChain: '',
      differences: [],
    },
  };
  await checkpoint.save(progress);
  expect(await checkpoint.load()).toEqual(progress);
});

test('files are named by the pair of clusters, without signs that paths do not take', () => {
  expect(journalPath('/s', 'AbC_-1', 'x/y:9092')).toBe('/s/AbC_-1-x_y_9092.json');
  expect(checkpointPath('/s', 'a', 'b')).toBe('/s/a-b.verification.json');
});

test('the folder follows XDG_STATE_HOME', () => {
  expect(defaultStateFolder({ XDG_STATE_HOME: '/x' })).toBe('/x/mqferry');
  expect(defaultStateFolder({ HOME: '/home/a' })).toBe('/home/a/.local/state/mqferry');
});
