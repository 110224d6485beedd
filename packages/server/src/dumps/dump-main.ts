/** The process that dumps for the service; it ends with the service, and what it has dumped stays. */
import { problemOf } from '@mqferry/api';
import { codedErrorIn, keepYoungGenerationSmall } from '@mqferry/core';
import { type DumpStatus, RateLimit, RecordFilter, recentRecords, runDump } from '@mqferry/replication';
import { serveParent } from '../children/serve-parent.ts';
import { openConnection } from '../clusters/open-connection.ts';
import { plainJson } from '../copies/plain-json.ts';
import type { DumpJob, DumpKeeper, DumpProcess, FilterTrial, TriedRecord } from './dump-calls.ts';

const REPORT_MS = 1_000;
const PREVIEW = 200;

keepYoungGenerationSmall();

const stopped = new AbortController();
const limit = RateLimit.of(Number.POSITIVE_INFINITY);
const applyLimit = (bytesPerSecond: number | null) =>
  limit.change(bytesPerSecond ?? Number.POSITIVE_INFINITY);

const run = async (job: DumpJob): Promise<'stopped' | 'done'> => {
  const { spec, filter, networks, retries, bytesPerSecond } = job;
  applyLimit(bytesPerSecond);
  const { client: source } = await openConnection(job.source, networks);
  const { client: target } = await openConnection(job.target, networks);
  let status: DumpStatus | undefined;
  const report = () => {
    if (status) keeper.tell.report({ ...status, at: Date.now() });
    status = undefined;
  };
  const reporting = setInterval(report, REPORT_MS);
  try {
    return await runDump(
      { ...spec, filter: filter === undefined ? undefined : new RecordFilter(filter) },
      {
        ...{ source, target, limit, signal: stopped.signal },
        retries: { ...retries, attempts: retries.attempts ?? undefined },
        onEvent: ({ type, ...details }) => keeper.tell.happened(type, plainJson(details)),
        onStatus: (told) => {
          status = told;
        },
        onRetry: ({ error, failed, waitMs }) =>
          keeper.tell.retrying(problemOf(error), failed, Date.now() + waitMs),
      },
    );
  } finally {
    clearInterval(reporting);
    report();
    await Promise.all([source.close(), target.close()]);
  }
};

const preview = (bytes: Buffer | null): string | null =>
  bytes === null ? null : bytes.toString('utf8', 0, PREVIEW * 4).slice(0, PREVIEW);

const tryFilter = async (trial: FilterTrial): Promise<TriedRecord[]> => {
  const filter = new RecordFilter(trial.expression);
  const { client } = await openConnection(trial.connection, trial.networks);
  try {
    const records = await recentRecords(client, trial.topic, trial.records);
    return records.map((record) => {
      const { partition, offset, timestamp, key, value } = record;
      const shown = { partition, offset, timestamp, key: preview(key), value: preview(value) };
      try {
        return { ...shown, outcome: filter.accepts(record) ? 'kept' : 'filtered', problem: null };
      } catch (error) {
        const coded = codedErrorIn(error);
        if (!coded) throw error;
        return { ...shown, outcome: 'failed', problem: problemOf(coded) };
      }
    });
  } finally {
    await client.close();
  }
};

const offered: DumpProcess = { run, stop: () => stopped.abort(), limit: applyLimit, tryFilter };

const keeper = serveParent<DumpKeeper>(offered, () => stopped.abort());
