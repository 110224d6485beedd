import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stateId } from '../src/state-id.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-state-id-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('all who share a folder get the same id, also those who ask first at the same time', async () => {
  const shared = join(folder, 'shared');
  const ids = await Promise.all(Array.from({ length: 20 }, () => stateId(shared)));
  expect(new Set(ids).size).toBe(1);
  expect(await stateId(shared)).toBe(ids[0]);
  expect(await readdir(shared)).toEqual(['state-id']);
});

test('another folder has another id', async () => {
  expect(await stateId(join(folder, 'a'))).not.toBe(await stateId(join(folder, 'b')));
});

test('a folder that cannot be is told', async () => {
  await expect(stateId('/dev/null/nowhere')).rejects.toMatchObject({ code: 'CLI_STATE_UNWRITABLE' });
});
