import {
  type CheckId,
  confirm,
  type Motion,
  type Operation,
  observed,
  type Plain,
  type PublishedTopic,
  performMoves,
  performOperation,
  planStep,
  type StepObserver,
  type StepPlan,
  type StepVerbs,
  taskActionOf,
  taskBlockedBy,
  topicsWithStep,
} from '@mqferry/migration';
import { seamlessServiceErrors } from '../seamless-errors.ts';
import { endsText, positionsOf } from './observed-task.ts';
import { presetOnTarget } from './preset-offsets.ts';
import { nextTable } from './routing-document.ts';
import type { SeenTask, WatchedTask, WatchingParts } from './watched-task.ts';

/** What an operator asks for. */
export interface AskedStep {
  /** `all`: every topic that has such a step. */
  readonly topics: readonly string[] | 'all';
  readonly motion: Motion;
  readonly force: readonly CheckId[];
}

/** A plan, and what was seen when it was made. */
export interface SeenPlan extends StepPlan {
  readonly seen: SeenTask;
}

const chosen = ({ topics, motion }: AskedStep, { facts }: SeenTask): readonly string[] => {
  if (topics !== 'all') return [...new Set(topics)];
  if (motion === 'forward' || motion === 'back') return topicsWithStep(motion, facts);
  return [...facts.topics.keys()];
};

const planned = async (asked: AskedStep, seen: SeenTask): Promise<SeenPlan> => {
  const { motion, force } = asked;
  const topics = chosen(asked, seen);
  const plan = await planStep({ topics, motion, force }, seen.facts);
  return { ...plan, seen };
};

/** Throws what stands against a step of these topics by the state of their task. */
const admit = (asked: AskedStep, { facts, stored }: SeenTask): void => {
  const intent = stored.task.intent;
  for (const topic of chosen(asked, { facts, stored } as SeenTask)) {
    const position = facts.topics.get(topic)?.position;
    const reason = position && taskBlockedBy(taskActionOf(asked.motion, position), { intent, seen: facts });
    if (reason) throw reason;
  }
};

/** Steps of the topics of tasks: what one would be, and doing it. */
export class SeamlessSteps {
  readonly #parts: WatchingParts;
  readonly #observer: StepObserver;

  /** `observer`: told of each change. */
  constructor(parts: WatchingParts, observer: StepObserver) {
    this.#parts = parts;
    this.#observer = observer;
  }

  /** What a step would be now. Throws why the clusters cannot be looked at. */
  plan(task: WatchedTask, asked: AskedStep): Promise<SeenPlan> {
    return task.lookAnd((seen) => planned(asked, seen));
  }

  /**
   * Does what was confirmed by its hash. Throws what stands against it by the state of the task, MIGRATION_WORLD_MOVED,
   * SEAMLESS_OFFSETS_NOT_SET, and why the clusters cannot be looked at.
   */
  async apply(task: WatchedTask, asked: AskedStep, hash: string): Promise<SeenPlan> {
    const done = await task.lookAnd(async (seen) => {
      admit(asked, seen);
      const plan = await planned(asked, seen);
      confirm(plan.plan, hash);
      const operation: Operation<StepVerbs, Plain> = (_, perform) => performMoves(plan.moves, perform);
      await performOperation(operation, {}, observed(this.#verbs(seen), this.#observer));
      return plan;
    });
    task.lookSoon();
    return done;
  }

  #verbs(seen: SeenTask): StepVerbs {
    const { stored, facts } = seen;
    const { seamlessTasks, connected, now } = this.#parts;
    const endsOf = ({ topic, to }: PublishedTopic) => {
      const { ends } = facts.topics.get(topic)!.sides.target;
      return to === 'switching' && ends ? { targetEnds: endsText(ends) } : {};
    };
    return {
      presetOffsets: ({ topics }) => presetOnTarget(connected, stored.task, topics),
      publishRoutes: async ({ topics }) => {
        const positions = positionsOf(stored.topics);
        for (const { topic, to, held } of topics) {
          positions.set(topic, { kind: positions.get(topic)!.kind, state: to, held });
        }
        const tableText = nextTable(stored.task, { positions, facts });
        const published = await seamlessTasks.publish(
          stored.task.id,
          {
            ...{ expected: stored.task.routing_revision, tableText },
            topics: topics.map((each) => ({
              ...{ topic: each.topic, state: each.to, held: each.held },
              ...endsOf(each),
            })),
          },
          now(),
        );
        if (!published) throw seamlessServiceErrors.SEAMLESS_CHANGED({});
      },
    };
  }
}
