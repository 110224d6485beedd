import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiErrors } from '@mqferry/api';
import type { KafkaClient } from '@mqferry/kafka';
import { Assessments, openStore, type Store } from '@mqferry/store';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AssessmentRunner, samplingInterval } from '../../src/assessment/assessment-runner.ts';
import type { Progress } from '../../src/assessment/measure.ts';
import { type Measured, NOTHING_MEASURED } from '../../src/assessment/progress.ts';

let folder: string;
let store: Store;
let assessments: Assessments;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mqferry-assessments-'));
  store = await openStore({ folder });
  assessments = new Assessments(store);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const CLIENT = {} as KafkaClient;
const HOUR_MS = 3_600_000;

const begun: Progress = {
  measured: { ...NOTHING_MEASURED, startedAt: 1, lastAt: 1 },
  last: {
    reading: { at: 1, topics: new Map(), committed: undefined },
    ...{ totals: new Map(), policies: new Map() },
  },
};

/** A runner whose cluster has one record more at each look, and which looks it was asked for. */
const runnerWith = (fail: () => Error | undefined = () => undefined) => {
  const looks: { afterGap: boolean; isLast: boolean }[] = [];
  const runner = new AssessmentRunner(
    { assessments, now: () => new Date() },
    async () => {
      const error = fail();
      if (error) throw error;
      return CLIENT;
    },
    pino({ level: 'silent' }),
    {
      begin: async () => begun,
      goOn: async (_, { measured, last }, { afterGap, isLast }) => {
        looks.push({ afterGap, isLast });
        const { samples, records } = measured;
        return { last, measured: { ...measured, samples: samples + 1, records: records + 1 } };
      },
    },
  );
  return { runner, looks };
};

const add = (lengthMs: number) =>
  assessments.add(
    {
      ...{ name: null, clusterId: 'c', answers: '{}', limits: '{}', createdBy: 'amy' },
      endsAt: new Date(Date.now() + lengthMs),
    },
    new Date(),
  );

const measuredOf = async (id: string) =>
  JSON.parse((await assessments.get(id))?.measured ?? 'null') as Measured | null;
const readOnce = (id: string) => expect.poll(() => assessments.measured(id)).toBeDefined();
const ended = async (id: string) => {
  await expect.poll(async () => (await assessments.get(id))?.state).not.toBe('running');
  return (await assessments.get(id))!;
};

test('a minute is looked at each second, a day each minute', () => {
  expect([60_000, 600_000, 24 * HOUR_MS].map(samplingInterval)).toEqual([1000, 10_000, 60_000]);
});

test('a measurement that is stopped has a last sample of that moment', async () => {
  const { runner, looks } = runnerWith();
  const { id } = await add(24 * HOUR_MS);
  runner.begin(id);
  await readOnce(id);
  await runner.stop(id);
  expect(await assessments.get(id)).toMatchObject({ state: 'stopped' });
  expect(looks).toEqual([{ afterGap: false, isLast: true }]);
  expect(await measuredOf(id)).toMatchObject({ samples: 1, records: 1 });
});

test('after a restart it goes on from the last reading, and the time between is a gap', async () => {
  const first = runnerWith();
  const { id } = await add(24 * HOUR_MS);
  first.runner.begin(id);
  await readOnce(id);
  await first.runner.close();
  expect((await assessments.get(id))?.state).toBe('running');
  const second = runnerWith();
  await second.runner.start();
  await expect.poll(() => second.looks).toEqual([{ afterGap: true, isLast: false }]);
  await second.runner.stop(id);
  expect(second.looks[1]).toEqual({ afterGap: false, isLast: true });
  expect(await measuredOf(id)).toMatchObject({ samples: 2, records: 2 });
});

test('what was over while the service was down is sampled once more, and done', async () => {
  const { id } = await add(-1000);
  await assessments.keep(id, {
    reading: '{"at":1,"topics":[],"totals":[],"policies":[]}',
    measured: JSON.stringify(begun.measured),
  });
  const { runner, looks } = runnerWith();
  await runner.start();
  expect((await ended(id)).state).toBe('done');
  expect(looks).toEqual([{ afterGap: true, isLast: true }]);
});

test('a cluster that never answered is a failure with its reason; one that was forgotten ends it', async () => {
  const unreachable = apiErrors.API_UNREACHABLE({ url: 'a', reason: 'b' });
  const one = runnerWith(() => unreachable);
  const { id } = await add(24 * HOUR_MS);
  one.runner.begin(id);
  await expect.poll(() => measuredOf(id)).not.toBe(null);
  await one.runner.stop(id);
  expect((await ended(id)).state).toBe('failed');
  expect((await measuredOf(id))?.problem?.code).toBe('API_UNREACHABLE');
  const other = runnerWith(() => apiErrors.API_NOT_FOUND({ kind: 'cluster', id: 'c' }));
  const { id: lost } = await add(24 * HOUR_MS);
  other.runner.begin(lost);
  expect((await ended(lost)).state).toBe('failed');
});
