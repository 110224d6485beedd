import { randomUUID } from 'node:crypto';
import { apiErrors, type OperationInput } from '@mqferry/api';
import { type DumpLogEntry, dumpSettings, type FakeDump, toldDump } from './dumps.ts';
import type { FakeHandlers } from './fake-handlers.ts';
import { ago } from './ids.ts';
import { watch } from './watch.ts';
import type { World } from './world.ts';

type DumpOperation = Extract<OperationInput, { readonly dumpId: string }>;

export const findDump = (world: World, id: string): FakeDump => {
  const found = world.dumps.find(({ settings }) => settings.id === id);
  if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'dump', id });
  return found;
};

/** What an operation with a dump task would do. */
export const dumpSteps = (world: World, { operation, dumpId }: DumpOperation) => {
  const { sourceTopic, targetTopic, create } = findDump(world, dumpId).settings;
  if (operation !== 'startDump') return [{ verb: operation, args: { dumpId } }];
  const topics = {
    sourceTopic,
    sourcePartitions: 12,
    targetTopic,
    targetPartitions: create?.partitions ?? 12,
  };
  return [
    ...(create ? [{ verb: 'createDumpTarget', args: { topic: targetTopic, ...create } }] : []),
    { verb: 'startDump', args: { dumpId, ...topics, notes: ['offsets-differ'] } },
  ];
};

/** Does it. */
export const performDump = (world: World, { operation, dumpId }: DumpOperation): void => {
  const dump = findDump(world, dumpId);
  const note = (type: DumpLogEntry['type']) => {
    dump.log = [{ id: dump.log.length + 1, at: ago(0), type, details: { positions: [] } }, ...dump.log];
  };
  if (operation === 'deleteDump') world.dumps = world.dumps.filter(({ settings }) => settings.id !== dumpId);
  else if (operation === 'pauseDump') {
    dump.facts = { intent: 'pause', observed: undefined };
    note('paused');
  } else {
    dump.facts = { intent: 'run', observed: 'running' };
    note(operation === 'startDump' ? 'started' : 'resumed');
  }
};

/** What is answered of dump tasks. */
export const dumpHandlers = (world: World): FakeHandlers => {
  const outcomes = ['kept', 'filtered', 'kept', 'failed'] as const;
  return {
    listDumps: ({ query: { offset, limit } }) => ({
      items: world.dumps.slice(offset, offset + limit).map(toldDump),
      total: world.dumps.length,
    }),
    getDump: ({ params: { id } }) => toldDump(findDump(world, id)),
    watchDump: ({ params: { id } }, signal) => watch(() => toldDump(findDump(world, id)), signal),
    createDump: ({ body }) => {
      const settings = dumpSettings({ ...body, id: randomUUID(), createdAt: ago(0) });
      const made: FakeDump = { settings, facts: { intent: 'none', observed: undefined }, log: [] };
      world.dumps = [...world.dumps, made];
      return toldDump(made);
    },
    changeDump: ({ params: { id }, body: { revision, onFilterError: _, name: __, ...tuned } }) => {
      const dump = findDump(world, id);
      if (revision !== dump.settings.revision) throw apiErrors.API_CHANGED_MEANWHILE({ kind: 'dump' });
      const { batchRecords, bytesPerSecond, retries, acceptGaps } = tuned;
      Object.assign(dump.settings, {
        ...(batchRecords === undefined ? {} : { batchRecords }),
        ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
        ...(retries === undefined ? {} : { retries }),
        ...(acceptGaps === undefined ? {} : { acceptGaps }),
        revision: revision + 1,
      });
      return toldDump(dump);
    },
    listDumpLog: ({ params: { id }, query: { offset, limit } }) => {
      const { log } = findDump(world, id);
      return { items: log.slice(offset, offset + limit), total: log.length };
    },
    testDumpFilter: ({ body: { expression } }) => {
      if (expression.includes('==='))
        throw apiErrors.API_INPUT_INVALID({ reason: 'expression: found = but expecting a value' });
      const records = outcomes.map((outcome, i) => ({
        ...{ partition: i, offset: BigInt(16_000_000 + i), timestamp: ago(i * 1000), outcome },
        ...{ key: `customer-${i}`, value: `{"region":"${i % 2 === 0 ? 'eu' : 'us'}","n":${i}}` },
        problem: null,
      }));
      return { tested: 4, kept: 2, filtered: 1, failed: 1, records };
    },
  };
};
