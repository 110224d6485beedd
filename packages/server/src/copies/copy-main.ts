/** The process that copies for the service; it ends with the service, and what it has copied stays. */
import { keepYoungGenerationSmall, pause } from '@mqferry/core';
import {
  type CopyControl,
  DocumentCheckpoint,
  DocumentJournal,
  makePlan,
  type RollingProgress,
  type RunningMigration,
  refusalsOf,
  startMigration,
} from '@mqferry/replication';
import { serveParent } from '../children/serve-parent.ts';
import { openConnection } from '../clusters/open-connection.ts';
import { planHash } from '../migrations/plan-hash.ts';
import { selectionOf } from '../migrations/selection-of.ts';
import type { CopyJob, CopyKeeper, CopyProcess } from './copy-calls.ts';
import { reportOf } from './copy-report.ts';
import { KeptDocument } from './kept-document.ts';
import { plainJson } from './plain-json.ts';

const REPORT_MS = 1_000;

keepYoungGenerationSmall();

const stopped = new AbortController();
let control: CopyControl | undefined;
let limit: number | null = null;

const applyLimit = () => control?.changeRate(limit ?? Number.POSITIVE_INFINITY);

const reportUntilEnd = async (running: RunningMigration): Promise<void> => {
  let ended = false;
  const end = () => {
    ended = true;
  };
  running.finished.then(end, end);
  while (!ended) {
    keeper.tell.report(reportOf(running, Date.now()));
    await pause(REPORT_MS);
  }
  keeper.tell.report(reportOf(running, Date.now()));
};

const run = async (job: CopyJob): Promise<void> => {
  const { selection, bytesPerSecond, maps, networks } = job;
  limit = bytesPerSecond;
  const { client: source } = await openConnection(job.source, networks);
  const { client: target } = await openConnection(job.target, networks);
  try {
    const journal = new DocumentJournal(new KeptDocument('journal', keeper.ask), maps);
    const checkpoint = new DocumentCheckpoint<RollingProgress>(
      new KeptDocument('rolling', keeper.ask),
      ({ message }) => keeper.tell.happened('checkpoint-failed', plainJson({ reason: message })),
    );
    const plan = await makePlan(source, target, selectionOf(selection), await journal.context());
    const refusal = refusalsOf(plan)[0];
    if (refusal) throw refusal;
    await keeper.ask.planned(planHash(plan));
    const running = startMigration(plan, source, target, {
      ...{ until: 'follow', signal: stopped.signal, journal, keepHeld: true, rolling: { checkpoint } },
      onEvent: ({ type, ...details }) => keeper.tell.happened(type, plainJson(details)),
    });
    control = running.control;
    applyLimit();
    const reporting = reportUntilEnd(running);
    await running.finished;
    await reporting;
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
};

const offered: CopyProcess = {
  run,
  stop: () => stopped.abort(),
  limit: (bytesPerSecond) => {
    limit = bytesPerSecond;
    applyLimit();
  },
};

const keeper = serveParent<CopyKeeper>(offered, () => stopped.abort());
