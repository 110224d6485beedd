import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { followTable, loadTable, type RoutingTable, readTable, tableText } from '../../src/index.ts';

const table = (revision: number): RoutingTable => ({
  revision,
  topics: new Map([['orders', { source: 'read-write', target: 'read' }]]),
  groups: new Map([['billing', { source: 'read-write', target: 'read-write' }]]),
  targetNames: new Map([['broker-a', 'broker-a@target']]),
  held: new Set(['payments']),
});

const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'mqferry-table-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
};

describe('a routing table in a file', () => {
  test('is read as it was written', () => {
    expect(readTable('a.json', tableText(table(3)))).toEqual(table(3));
  });

  test.each([
    ['no JSON', '{'],
    ['another format', '{"format":"x","version":1,"revision":1}'],
    ['another version', '{"format":"mqferry-routing-table","version":2,"revision":1}'],
    ['no revision', '{"format":"mqferry-routing-table","version":1}'],
    [
      'an access that there is not',
      '{"format":"mqferry-routing-table","version":1,"revision":1,"topics":{"a":{"source":"all","target":"none"}}}',
    ],
    ['what nobody knows', '{"format":"mqferry-routing-table","version":1,"revision":1,"topic":{}}'],
  ])('is refused with %s', (_, text) => {
    expect(() => readTable('a.json', text)).toThrow(
      expect.objectContaining({
        code: 'GATEWAY_TABLE_INVALID',
        parameters: expect.objectContaining({ file: 'a.json' }),
      }),
    );
  });

  test('that is not there is refused by its name', async () => {
    await expect(loadTable('/nowhere/table.json')).rejects.toMatchObject({
      code: 'GATEWAY_TABLE_INVALID',
      parameters: { file: '/nowhere/table.json' },
    });
  });

  test('is told of when it changes, also when that is no table', async () => {
    const path = await folder();
    const file = join(path, 'table.json');
    const put = async (text: string) => {
      await writeFile(join(path, 'next'), text);
      await rename(join(path, 'next'), file);
    };
    await put(tableText(table(1)));
    const told: (number | string)[] = [];
    const stop = followTable(file, {
      onTable: ({ revision }) => told.push(revision),
      onProblem: (problem) => told.push((problem as Error & { code: string }).code),
    });
    onTestFinished(stop);
    await expect.poll(() => told).toEqual([1]);
    await put(tableText(table(2)));
    await expect.poll(() => told).toEqual([1, 2]);
    await put('{}');
    await expect.poll(() => told).toEqual([1, 2, 'GATEWAY_TABLE_INVALID']);
    await put(tableText(table(3)));
    await expect.poll(() => told).toEqual([1, 2, 'GATEWAY_TABLE_INVALID', 3]);
  });
});
