import { type Answer, problemOf, type Routes } from '@mqferry/api';
import { readTable } from '@mqferry/gateway';
import {
  countByState,
  GONE_AFTER_MS,
  TASK_STEP_TEXTS,
  taskActionNote,
  taskBlockedBy,
  taskSentence,
  taskSteps,
} from '@mqferry/migration';
import type { Cluster } from '@mqferry/store';
import type { HeardGateway } from '../tasks/gateway-reports.ts';
import { targetNamesOf } from '../tasks/observed-task.ts';
import { taskFactsOf } from '../tasks/task-facts.ts';
import type { TrafficHistory } from '../tasks/traffic.ts';
import type { SeenTask } from '../tasks/watched-task.ts';
import { groupsNotMoved, straightClients } from './straight-clients.ts';
import { movesForward } from './topic-view.ts';
import { trafficView } from './traffic-view.ts';

export type TaskView = Answer<Routes['getSeamlessTask']>;

const ACTIONS = ['pauseTask', 'resumeTask', 'addTopics', 'completeTask', 'deleteTask'] as const;

/** A gateway that was not heard for so long may be gone, in milliseconds. */
const SILENT_MS = 15_000;

const gatewayViews = (
  { stored: { task, gateways } }: SeenTask,
  heard: ReadonlyMap<string, HeardGateway>,
  now: number,
): TaskView['gateways'] =>
  gateways.map(({ gateway, mode, address, revision, heard_at }) => {
    const known = heard.get(gateway);
    const heardAt = known?.heardAt ?? Date.parse(heard_at);
    return {
      ...{ gateway, mode, address, revision },
      serves: revision >= task.routing_revision,
      ...{ heardAt: new Date(heardAt).toISOString(), live: now - heardAt <= SILENT_MS },
      connections: known?.clients.filter(({ isConnected }) => isConnected).length ?? 0,
    };
  });

/** What a task is told with. */
export interface TaskSurroundings {
  readonly clusters: readonly Cluster[];
  readonly heard: ReadonlyMap<string, HeardGateway>;
  readonly history: TrafficHistory;
  readonly now: Date;
}

/** A task as the API tells it. */
export const taskView = (seen: SeenTask, surroundings: TaskSurroundings): TaskView => {
  const { stored, facts, at, problem } = seen;
  const { task } = stored;
  const { clusters, heard, history, now } = surroundings;
  const taskFacts = taskFactsOf(seen);
  const isInBatches = task.mode === 'batches';
  const clusterRef = (id: string) => ({
    id,
    name: clusters.find((cluster) => cluster.id === id)?.name ?? null,
  });
  const { progress, next } = taskSentence(taskFacts);
  const straight = straightClients(facts);
  const present = (facts.clients ?? []).filter(({ lastSeenAt }) => facts.now - lastSeenAt <= GONE_AFTER_MS);
  return {
    ...{
      id: task.id,
      name: task.name,
      source: clusterRef(task.source_id),
      target: clusterRef(task.target_id),
    },
    ...{ mode: task.mode, targetNames: { ...targetNamesOf(task) }, intent: task.intent },
    ...{ routingRevision: task.routing_revision, createdBy: task.created_by, createdAt: task.created_at },
    seenAt: at === undefined ? null : new Date(at).toISOString(),
    problem: problem ? problemOf(problem) : null,
    sentence: { progress, next },
    steps: taskSteps(taskFacts).map(({ id, done, blockedBy }) => ({
      ...{ id, ...TASK_STEP_TEXTS[id], done, blockedBy: blockedBy ? problemOf(blockedBy) : null },
    })),
    actions: ACTIONS.map((action) => {
      const blockedBy = taskBlockedBy(action, taskFacts);
      const note = taskActionNote(action, task.mode);
      return { action, note, blockedBy: blockedBy ? problemOf(blockedBy) : null };
    }),
    topics: {
      total: facts.topics.size,
      ...(isInBatches
        ? { states: {}, ready: 0 }
        : {
            states: Object.fromEntries(countByState(facts)),
            ready: [...movesForward(facts).values()].filter(({ to, blockedBy }) => to && !blockedBy).length,
          }),
    },
    groups: {
      total: facts.groups?.size ?? 0,
      notMoved: groupsNotMoved(facts).size,
    },
    clients: { atGateways: present.length, straight: straight.length },
    gateways: gatewayViews(seen, heard, now.getTime()),
    ...trafficView(history.whole),
  };
};

/** What gateways are to serve, as the API tells it. */
export const tableView = (text: string): NonNullable<Answer<Routes['reportSeamlessGateway']>['table']> => {
  const { revision, topics, groups, targetNames, held } = readTable('routing table', text);
  return {
    ...{ format: 'mqferry-routing-table', version: 1, revision, held: [...held] },
    ...{ topics: Object.fromEntries(topics), groups: Object.fromEntries(groups) },
    targetNames: Object.fromEntries(targetNames),
  };
};
