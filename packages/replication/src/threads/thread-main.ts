/** What runs in a copying thread: a copier with clients of its own, which the main thread tells what to copy. */
import { parentPort, workerData } from 'node:worker_threads';
import { callsOver, errorData, keepYoungGenerationSmall } from '@mqferry/core';
import { KafkaClient, LeaseDeadline } from '@mqferry/kafka';
import { Copier } from '../copier/copier.ts';
import { CopyControl } from '../copier/copy-control.ts';
import { RateBudget } from '../copier/rate-budget.ts';
import { RateLimit } from '../copier/rate-limit.ts';
import { ChangedStatuses } from './changed-statuses.ts';
import type { MainSide, Request, Side, ThreadReport, ThreadSetup, ThreadSide } from './thread-calls.ts';
import { inThread } from './thread-config.ts';

const REPORT_MS = 200;

keepYoungGenerationSmall();

const setup = workerData as ThreadSetup;
const lease = new LeaseDeadline(setup.lease);
const control = new CopyControl(new RateLimit(new RateBudget(setup.totalBudget)));
control.follow(setup.rules);
const acceptsGaps = new Set<string>();
const stop = new AbortController();
let heldSince: Request = { request: 0, drops: -1n };

const ours: ThreadSide = {
  add: ({ tasks, acceptsGaps: accepted, budgets, ...request }) => {
    for (const topic of accepted) acceptsGaps.add(topic);
    for (const [topic, memory] of budgets) control.shareBudget(topic, memory);
    changes.forget(tasks);
    copier.add(tasks);
    heldSince = request;
  },
  release: async (partitions, request) => {
    const released = copier.release(partitions);
    heldSince = request;
    await released;
  },
  control: (rules, request) => {
    control.follow(rules);
    heldSince = request;
  },
  seeLag: async () => {
    await copier.seeLag();
    return copier.topics();
  },
  end: async () => {
    stop.abort();
    await running;
    clearInterval(reporting);
    await Promise.all([source.close(), target.close()]);
    return { report: reportNow(), topics: copier.topics() };
  },
};
const { ask, tell } = callsOver<MainSide>(parentPort!, ours);

const clientOf = (side: Side): KafkaClient => new KafkaClient(inThread(setup[side], () => ask.token(side)));
const [source, target] = [clientOf('source'), clientOf('target')];

const copier = new Copier({
  source,
  target,
  sourceClusterId: setup.sourceClusterId,
  signal: stop.signal,
  control,
  limits: setup.limits,
  mapsFolder: setup.mapsFolder,
  stallTimeoutMs: setup.stallTimeoutMs,
  isHeld: () => lease.isSince(heldSince.drops),
  // When all is done is for the main thread to say, which knows the other threads.
  expected: () => Number.POSITIVE_INFINITY,
  acceptsGaps: (topic) => acceptsGaps.has(topic),
  onGap: (gap) => ask.gap(gap),
  onFirstTransaction: (topic) => ask.firstTransaction(topic),
  onRecovering: ({ topic, partition }, reason, step) =>
    tell.recovering(
      { topic, partition },
      reason,
      step && { kind: step.kind, baseOffset: step.baseOffset, records: step.records },
    ),
  onStopped: ({ topic, partition }, error) => tell.stopped({ topic, partition }, error && errorData(error)),
});

const changes = new ChangedStatuses();
const reportNow = (): ThreadReport => {
  const { partitions, lag: _, ...totals } = copier.status();
  const { request } = heldSince;
  return { ...totals, request, changed: changes.of(partitions), done: copier.doneCount };
};
const reporting = setInterval(() => tell.report(reportNow()), REPORT_MS);
const running = copier.run().catch((error: unknown) => tell.failed(errorData(error)));
