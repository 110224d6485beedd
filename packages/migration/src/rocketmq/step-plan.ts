import { type Operation, type Perform, planOperation } from '../executor.ts';
import type { ActionPlan, Plain } from '../plan.ts';
import type { SeamlessFacts } from './facts.ts';
import { movesOf, type StepRequest, type TopicMove } from './moves.ts';
import type { TopicState } from './states.ts';
import type { CheckId } from './steps.ts';

/** What an executor of steps can do; each verb does nothing where that is as it should be already. */
export type StepVerbs = {
  /** Has groups begin at the first message of topics on the target, where they have no offsets. */
  readonly presetOffsets: (args: {
    readonly topics: readonly { readonly topic: string; readonly groups: readonly string[] }[];
  }) => Promise<void>;
  /** Stores where topics stand from now on, makes the routing table of it, and has every gateway serve it. */
  readonly publishRoutes: (args: { readonly topics: readonly PublishedTopic[] }) => Promise<void>;
};

/** Where a topic stands from now on. */
export interface PublishedTopic {
  readonly topic: string;
  readonly from: TopicState;
  readonly to: TopicState;
  readonly held: boolean;
  /** Checks that were gone without. */
  readonly forced: readonly CheckId[];
}

const published = ({ topic, from, to, risks }: TopicMove): PublishedTopic[] =>
  from && to
    ? [{ topic, from: from.state, to: to.state, held: to.held, forced: risks.map(({ check }) => check) }]
    : [];

/** Does what moves came to: topics that are blocked are left as they are. The routes of all others change at once. */
export const performMoves = async (
  moves: readonly TopicMove[],
  perform: Perform<StepVerbs>,
): Promise<void> => {
  const free = moves.filter(({ blockedBy }) => !blockedBy);
  const presets = free.flatMap(({ topic, presets: groups }) =>
    groups.length > 0 ? [{ topic, groups }] : [],
  );
  if (presets.length > 0) await perform('presetOffsets', { topics: presets });
  if (free.length > 0) await perform('publishRoutes', { topics: free.flatMap(published) });
};

/** What an operator sees before a step of some topics, and confirms by the hash of its plan. */
export interface StepPlan {
  readonly moves: readonly TopicMove[];
  /** Of what would be done, and of nothing that would not: topics that are blocked may change without harm. */
  readonly plan: ActionPlan;
}

/** What a request would do now. When it is confirmed, plan again and compare by `confirm`, which throws MIGRATION_WORLD_MOVED. */
export const planStep = async (request: StepRequest, facts: SeamlessFacts): Promise<StepPlan> => {
  const moves = movesOf(request, facts);
  const operation: Operation<StepVerbs, Plain> = (_, perform) => performMoves(moves, perform);
  return { moves, plan: await planOperation('stepTopics', operation, { motion: request.motion }) };
};
