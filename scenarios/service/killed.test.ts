import type { OperationInput } from '@mqferry/api';
import { pause } from '@mqferry/core';
import {
  commitGroupOffsets,
  deleteGroupOffsets,
  deleteTopics,
  describeAcls,
  describeConfigs,
  fetchGroupOffsets,
  type KafkaClient,
  listGroups,
} from '@mqferry/kafka';
import { groupOf } from '@mqferry/replication';
import type { ServiceVerbs } from '@mqferry/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pair, reach, usePair } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { produceText } from '../lib/producers.ts';
import { addPair, change } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { launchKillable, type Pace, type Running } from './launch-killable.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'orders';
/** A topic that nothing of is copied, another one, and a group that reads both and has not read all. */
const NEW_LOG = 'events';
const BESIDE = 'more-events';
const READER = 'reader';
const RETENTION = '3600000';

const pair = usePair({ version: '3.9.2', authorizer: true }, { version: '4.3.1', authorizer: true });

let token: string | undefined;
let running: Running;
let id: string;
let newLogId: string;
let clusterIds: Awaited<ReturnType<typeof addPair>>;

/** Starts the service; with a moment and a verb it kills itself there. */
const launch = async (pace: Pace = 'patient', ...killedAt: string[]): Promise<void> => {
  running = await launchKillable(`${pair().folder}/service`, token, pace, killedAt);
  ({ token } = running);
};

const apply = (wanted: OperationInput) => change(running.api, wanted);
const view = async () => (await running.api.getMigration({ params: { id } })).migration;
const lastSwitch = async () => (await running.api.listSwitches({ params: { id } })).at(-1);
const stage = async () => (await lastSwitch())?.stage;

const isRunning = async (): Promise<boolean> => {
  const { intent, topics } = await view();
  return intent === 'run' && topics.inStep === 1 && topics.verified === 1;
};

const retentionOf = async (client: KafkaClient) =>
  (await describeConfigs(client, [{ topic: TOPIC }])).get(TOPIC)?.get('retention.ms')?.value;

const isDenied = async (client: KafkaClient): Promise<boolean> =>
  (await describeAcls(client, { resourceName: TOPIC, permission: 'DENY', operation: 'WRITE' })).length > 0;

const start = async (): Promise<void> => {
  await running.api.planMigration({ params: { id } });
  await apply({ operation: 'start', migrationId: id });
};
const beginSwitch = async (): Promise<void> => {
  await apply({
    operation: 'switch',
    migrationId: id,
    topics: [TOPIC],
    runbook: 'same-offset',
    denyWrites: true,
  });
};
const abort = async (): Promise<void> => {
  await apply({ operation: 'abortSwitch', switchId: (await lastSwitch())!.id });
};
const switchBack = async (): Promise<void> => {
  await apply({ operation: 'switchBack', switchId: (await lastSwitch())!.id });
};
const make = async (): Promise<void> => {
  const body = { name: 'move', ...clusterIds, selection: { topics: TOPIC } };
  id = (await running.api.createMigration({ body })).id;
};

/** Brings the migration to where it runs, whatever it does now. */
const untilRunning = async (): Promise<void> => {
  const { intent, completed } = await view();
  if (completed) {
    await apply({ operation: 'delete', migrationId: id });
    await make();
  }
  if (['stopping', 'returning'].includes((await stage()) ?? '')) await abort();
  if ((await stage()) === 'on-target') {
    await switchBack();
    await until('the applications are back', 2 * MINUTE_MS, async () => (await stage()) === 'returned');
  }
  if (completed || intent === 'none') await start();
  if (intent === 'pause') await apply({ operation: 'resume', migrationId: id });
  await until('the migration runs', MINUTE_MS, isRunning);
};

const untilOnTarget = async (): Promise<void> => {
  await untilRunning();
  await beginSwitch();
  await until('the applications are moved', 2 * MINUTE_MS, async () => (await stage()) === 'on-target');
};

/** Ends a switch to a new log that is under way. */
const aborted = async (): Promise<void> => {
  const [moving] = (await running.api.listSwitches({ params: { id: newLogId } })).slice(-1);
  if (moving?.stage === 'stopping') await apply({ operation: 'abortSwitch', switchId: moving.id });
};

/** The dump task of the scenario; made anew after it was deleted. */
let dumpId: string;
const DUMPED = 'dumped';

const makeDump = async (): Promise<void> => {
  await deleteTopics(pair().onTarget, [DUMPED]).catch(() => undefined);
  const topics = {
    sourceTopic: TOPIC,
    targetTopic: DUMPED,
    create: { partitions: 3, replicationFactor: null },
    partitioning: 'key',
  } as const;
  const body = { name: `dump ${Date.now()}`, ...clusterIds, ...topics };
  dumpId = (await running.api.createDump({ body })).id;
};
const dumpState = async () => (await running.api.getDump({ params: { id: dumpId } })).state;
const applyToDump = async (
  operation: 'startDump' | 'pauseDump' | 'resumeDump' | 'deleteDump',
): Promise<void> => {
  await apply({ operation, dumpId });
};
const startedDump = async (): Promise<void> => {
  await makeDump();
  await applyToDump('startDump');
  await until('the dump runs', MINUTE_MS, async () => (await dumpState()) === 'running');
};
const hasNoPositions = async () =>
  (await listGroups(pair().onTarget)).every(({ groupId }) => groupId !== groupOf(dumpId, 0));

/** What is done to come to a call, and what is so when all of it has been done. */
interface Call {
  /** `patient` unless given. */
  readonly pace?: Pace;
  readonly before: () => Promise<void>;
  /** Whether a service that was started again is far enough for it; at once when absent. */
  readonly isReady?: () => Promise<boolean>;
  readonly act: () => Promise<void>;
  readonly isDone: () => Promise<boolean>;
}

const stopping: Omit<Call, 'before'> = {
  act: () => apply({ operation: 'stop', migrationId: id }).then(() => undefined),
  isDone: async () => (await view()).intent === 'none' && (await retentionOf(pair().onTarget)) === RETENTION,
};
const switching: Call = {
  before: untilRunning,
  isReady: isRunning,
  act: beginSwitch,
  isDone: async () =>
    ['stopping', 'on-target'].includes((await stage()) ?? '') && (await isDenied(pair().onSource)),
};
const aborting: Call = {
  before: async () => {
    await untilRunning();
    await beginSwitch();
  },
  act: abort,
  isDone: async () => (await stage()) === 'aborted' && !(await isDenied(pair().onSource)),
};

const startingDump: Call = {
  before: makeDump,
  act: () => applyToDump('startDump'),
  isDone: async () =>
    (await dumpState()) === 'running' && (await pair().onTarget.refreshMetadata()).topics.has(DUMPED),
};

/** Every call that the service makes on clusters and on what it keeps for operators, by the executor's interface. */
const CALLS: Readonly<Record<keyof ServiceVerbs, Call>> = {
  startCopy: {
    before: async () => {
      await untilRunning();
      await stopping.act();
    },
    act: start,
    isDone: isRunning,
  },
  pauseCopy: {
    before: untilRunning,
    act: () => apply({ operation: 'pause', migrationId: id }).then(() => undefined),
    isDone: async () => (await view()).intent === 'pause',
  },
  resumeCopy: {
    before: async () => {
      await untilRunning();
      await apply({ operation: 'pause', migrationId: id });
    },
    act: () => apply({ operation: 'resume', migrationId: id }).then(() => undefined),
    isDone: isRunning,
  },
  endCopy: { before: untilRunning, ...stopping },
  restoreSettings: { before: untilRunning, ...stopping },
  beginSwitch: switching,
  denyWrites: switching,
  advanceSwitch: aborting,
  allowWrites: aborting,
  turnRound: {
    pace: 'quick',
    before: untilRunning,
    isReady: isRunning,
    act: beginSwitch,
    isDone: async () => (await stage()) === 'on-target',
  },
  completeMigration: {
    pace: 'quick',
    before: untilOnTarget,
    act: () => apply({ operation: 'complete', migrationId: id }).then(() => undefined),
    isDone: async () =>
      (await view()).completed &&
      (await retentionOf(pair().onTarget)) === RETENTION &&
      (await retentionOf(pair().onSource)) === RETENTION,
  },
  commitStartOffsets: {
    before: async () => {
      await aborted();
      await deleteGroupOffsets(pair().onTarget, READER, [{ topic: NEW_LOG, partition: 0 }]).catch(
        () => undefined,
      );
    },
    act: async () => {
      await running.api.planMigration({ params: { id: newLogId } });
      const of = { migrationId: newLogId, topics: [NEW_LOG, BESIDE] };
      await apply({ operation: 'switch', ...of, runbook: 'order-kept', denyWrites: false });
    },
    isDone: async () => {
      const [moving] = (await running.api.listSwitches({ params: { id: newLogId } })).slice(-1);
      const offsets = await fetchGroupOffsets(pair().onTarget, READER);
      return moving?.stage === 'stopping' && offsets.some(({ topic }) => topic === NEW_LOG);
    },
  },
  splitUnit: {
    before: aborted,
    act: async () => {
      await running.api.planMigration({ params: { id: newLogId } });
      const of = { migrationId: newLogId, topics: [NEW_LOG], splitUnits: true };
      await apply({ operation: 'switch', ...of, runbook: 'order-kept', denyWrites: false });
    },
    isDone: async () => {
      const params = { id: newLogId };
      const [moving] = (await running.api.listSwitches({ params })).slice(-1);
      const { items } = await running.api.listMigrationEvents({ params, query: {} });
      return moving?.stage === 'stopping' && items.some(({ type }) => type === 'unit-split');
    },
  },
  runTask: {
    before: () => deleteTopics(pair().onTarget, ['copied']).catch(() => undefined),
    act: () =>
      apply({ operation: 'copyTopics', ...clusterIds, topics: ['copied'], changes: {} }).then(
        () => undefined,
      ),
    isDone: async () => (await pair().onTarget.refreshMetadata()).topics.has('copied'),
  },
  createDumpTarget: startingDump,
  startDump: startingDump,
  pauseDump: {
    before: startedDump,
    act: () => applyToDump('pauseDump'),
    isDone: async () => (await dumpState()) === 'paused',
  },
  resumeDump: {
    before: async () => {
      await startedDump();
      await applyToDump('pauseDump');
    },
    act: () => applyToDump('resumeDump'),
    isDone: async () => (await dumpState()) === 'running',
  },
  deleteDump: {
    before: async () => {
      await startedDump();
      await applyToDump('pauseDump');
    },
    act: () => applyToDump('deleteDump'),
    isDone: async () =>
      (await hasNoPositions()) &&
      (await running.api.listDumps({ query: {} })).items.every(({ id: each }) => each !== dumpId),
  },
  deleteMigration: {
    pace: 'quick',
    before: async () => {
      await untilOnTarget();
      await apply({ operation: 'complete', migrationId: id });
    },
    act: () => apply({ operation: 'delete', migrationId: id }).then(() => undefined),
    isDone: async () => (await running.api.listMigrations({ query: {} })).total === 1,
  },
};

/** What an operator does who finds an operation unfinished: the same once more, if it is not done by itself. */
const finish = async ({ act, isDone, isReady }: Call): Promise<void> => {
  if (!(await isDone())) {
    if (isReady) await until('it is far enough again', MINUTE_MS, isReady);
    // What the service has gone on with by itself in between is refused.
    await act().catch(() => undefined);
  }
  await until('what was interrupted is done', 2 * MINUTE_MS, isDone);
};

beforeAll(async () => {
  const { source, onSource, onTarget } = pair();
  await newTopic(onSource, TOPIC, 2, { 'retention.ms': RETENTION });
  await newTopic(onSource, 'copied', 1);
  for (const client of [onSource, onTarget])
    for (const topic of [NEW_LOG, BESIDE]) await newTopic(client, topic, 1);
  await produceText(reach(source), NEW_LOG, [{ key: 'key', value: 'not read yet' }]);
  const startOf = (topic: string) => ({ topic, partition: 0, offset: 0n, metadata: null });
  await commitGroupOffsets(onSource, READER, [NEW_LOG, BESIDE].map(startOf));
  await write(source);
  await launch();
  clusterIds = await addPair(running.api, pair());
  const body = { name: 'new log', ...clusterIds, selection: { topics: `${NEW_LOG}|${BESIDE}` } };
  newLogId = (await running.api.createMigration({ body })).id;
  await running.api.planMigration({ params: { id: newLogId } });
  await make();
  await start();
}, 2 * MINUTE_MS);

afterAll(() => running.end());

const write = (at: Pair['source']): Promise<void> =>
  produceText(
    reach(at),
    TOPIC,
    Array.from({ length: 100 }, (_, i) => ({ key: `key ${i}`, value: `value ${i}` })),
  );

describe.each(Object.entries(CALLS))('killed at %s', (verb, call) => {
  it.each(['before', 'after'])(
    '%s it, the service does the rest',
    async (moment) => {
      if (call.pace) {
        await running.end();
        await launch(call.pace);
      }
      if ((await running.api.listMigrations({ query: {} })).total === 1) {
        await make();
        await start();
      }
      await call.before();
      await running.end();
      await launch(call.pace, moment, verb);
      if (call.isReady) await until('it is far enough', MINUTE_MS, call.isReady);
      const acted = call.act().then(
        () => 'done',
        (error: Error) => error.message,
      );
      // What the service does by itself comes some time after what it was asked for.
      const exited = await Promise.race([running.exited, pause(MINUTE_MS)]);
      expect(exited, await acted).toBe('SIGKILL');
      await launch(call.pace);
      await finish(call);
    },
    6 * MINUTE_MS,
  );
});

it(
  'has lost and doubled nothing by then',
  async () => {
    const { source, target, onSource, onTarget } = pair();
    await make();
    await start();
    await untilRunning();
    // It stays when a migration is completed, so that a forgotten producer is refused.
    expect(await isDenied(onSource)).toBe(true);
    expect(await isDenied(onTarget)).toBe(false);
    await write(source);
    await until('the migration runs', MINUTE_MS, isRunning);
    await expectEqualLogs(reach(source), reach(target), [TOPIC]);
  },
  3 * MINUTE_MS,
);
