import { problemOf } from '@mqferry/api';
import {
  countByState,
  movesOf,
  seamlessTaskErrors,
  TASK_STEP_TEXTS,
  taskActionNote,
  taskBlockedBy,
  taskSentence,
  taskSteps,
} from '@mqferry/migration';
import { ago } from '../../ids.ts';
import { batchesOf } from './batches.ts';
import { factsOf, REVISION, unreadOf } from './facts.ts';
import type { FakeSeamless, Sample, SeamlessTask } from './fake-task.ts';
import { straightOf } from './straight.ts';
import { trafficOf } from './topic-view.ts';

const SILENT_MS = 15_000;

const ACTIONS = [...(['pauseTask', 'resumeTask', 'addTopics', 'completeTask', 'deleteTask'] as const)];

/** What is written and read on both sides, of all topics together. */
const sumOf = (task: FakeSeamless): Pick<Sample, 'traffic' | 'backlog'> => {
  const sum = (side: 'source' | 'target', way: 'in' | 'out') =>
    task.topics.reduce((all, topic) => all + (trafficOf(topic)[side][way] ?? 0), 0);
  const side = (name: 'source' | 'target') => ({ in: sum(name, 'in'), out: sum(name, 'out') });
  const unread = task.topics.reduce((all, topic) => all + unreadOf(topic), 0n);
  if (!task.connected) {
    return {
      traffic: { source: { in: null, out: null }, target: { in: null, out: null } },
      backlog: { source: null, target: null },
    };
  }
  return {
    traffic: { source: side('source'), target: side('target') },
    backlog: { source: unread, target: 0n },
  };
};

/** A task as the service tells it. */
export const taskView = (task: FakeSeamless): SeamlessTask => {
  const { id, name, source, target, mode, intent, createdAt, connected, topics, gateways } = task;
  const seen = factsOf(task);
  const isInBatches = mode === 'batches';
  const facts = { intent, seen, ...(isInBatches ? { batches: batchesOf(task, seen) } : {}) };
  const moves = isInBatches
    ? []
    : movesOf({ topics: topics.map((each) => each.name), motion: 'forward', force: [] }, seen);
  const straight = straightOf(task, seen);
  return {
    ...{ id, name, source, target, mode, intent, createdAt, createdBy: 'wei.zhang' },
    targetNames: isInBatches ? {} : { 'broker-a': 'broker-a@target' },
    routingRevision: isInBatches ? 0 : REVISION,
    seenAt: connected ? ago(2_000) : null,
    problem: connected ? null : problemOf(seamlessTaskErrors.SEAMLESS_TARGET_UNREACHABLE({})),
    sentence: taskSentence(facts),
    steps: taskSteps(facts).map(({ id: step, done, blockedBy }) => ({
      ...{ id: step, done, ...TASK_STEP_TEXTS[step] },
      blockedBy: blockedBy ? problemOf(blockedBy) : null,
    })),
    actions: ACTIONS.map((action) => {
      const blockedBy = taskBlockedBy(action, facts);
      return {
        action,
        note: taskActionNote(action, mode),
        blockedBy: blockedBy ? problemOf(blockedBy) : null,
      };
    }),
    topics: {
      total: topics.length,
      states: isInBatches ? {} : Object.fromEntries(countByState(seen)),
      ready: moves.filter(({ to, blockedBy }) => to && !blockedBy).length,
    },
    groups: {
      total: topics.length,
      notMoved: new Set(straight.flatMap(({ group, side }) => (side === 'source' ? (group ?? []) : []))).size,
    },
    clients: { atGateways: seen.clients!.length, straight: straight.length },
    gateways: gateways.map(({ gateway, address, silentFor, behind }) => ({
      ...{
        gateway,
        mode: mode as 'route' | 'proxy',
        address,
        revision: REVISION - behind,
        serves: behind === 0,
      },
      ...{ heardAt: ago(silentFor), live: silentFor < SILENT_MS, connections: topics.length * 3 },
    })),
    ...sumOf(task),
  };
};

const SAMPLES = 180;
const EVERY_MS = 20_000;

/** The last hour of a task, or of one of its topics, with a time of which nothing is known. */
export const historyOf = (task: FakeSeamless, topic: string | undefined): Sample[] => {
  const of =
    topic === undefined ? task : { ...task, topics: task.topics.filter(({ name }) => name === topic) };
  const now = sumOf(of);
  return Array.from({ length: SAMPLES }, (_, index) => {
    const share = 0.8 + 0.2 * Math.sin(index / 9);
    const moved = Math.min(1, index / SAMPLES);
    const times = (value: number | null, by: number) => (value === null ? null : value * by);
    const { source, target } = now.traffic;
    return {
      at: ago((SAMPLES - index) * EVERY_MS),
      traffic: {
        source: { in: times(source.in, share * (1.6 - 0.6 * moved)), out: times(source.out, share) },
        target: { in: times(target.in, share * moved), out: times(target.out, share * moved) },
      },
      backlog: {
        source: now.backlog.source === null ? null : (now.backlog.source * BigInt(SAMPLES - index)) / 60n,
        target: now.backlog.target,
      },
    };
  }).filter((_, index) => index < 60 || index > 72);
};
