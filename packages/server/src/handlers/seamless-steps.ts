import { seamlessTaskErrors, waysOf } from '@mqferry/migration';
import type { Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';
import type { SeamlessParts } from '../rocketmq/seamless/seamless-parts.ts';
import type { AskedStep, SeenPlan } from '../rocketmq/seamless/tasks/steps.ts';
import type { SeenTask } from '../rocketmq/seamless/tasks/watched-task.ts';
import { moveView } from '../rocketmq/seamless/views/move-view.ts';

type StepHandlers = Pick<Handlers, 'planSeamlessStep' | 'applySeamlessStep'>;
type PlanView = Awaited<ReturnType<StepHandlers['planSeamlessStep']>>;

const planView = ({ plan, moves }: SeenPlan): PlanView => {
  const blocked = moves.filter(({ blockedBy }) => blockedBy).length;
  return { hash: plan.hash, moves: moves.length - blocked, blocked, topics: moves.map(moveView) };
};

/** Topics that move in batches take no steps. */
const refuseInBatches = ({ stored }: SeenTask): void => {
  if (stored.task.mode === 'batches') throw seamlessTaskErrors.SEAMLESS_IN_BATCHES({});
};

/** Steps of the topics of seamless migrations. */
export const seamlessStepHandlers = (
  { seamlessLog, now }: Pick<Kept, 'seamlessLog' | 'now'>,
  { migrations, steps }: SeamlessParts,
): StepHandlers => ({
  planSeamlessStep: async ({ params: { id }, body }, { audit }) => {
    const seen = await migrations.seen(id);
    audit({ subject: seen.stored.task.name });
    refuseInBatches(seen);
    return planView(await steps.plan(migrations.get(id), body));
  },
  applySeamlessStep: async ({ params: { id }, body: { hash, ...asked } }, { audit, caller }) => {
    const seen = await migrations.seen(id);
    audit({ subject: seen.stored.task.name, before: asked });
    refuseInBatches(seen);
    const done = await steps.apply(migrations.get(id), asked satisfies AskedStep, hash);
    const moved = done.moves.flatMap(({ topic, from, to, blockedBy, risks }) =>
      blockedBy ? [] : [{ topic, from, to, forced: risks.map(({ check }) => check) }],
    );
    audit({ after: moved });
    if (moved.length > 0) {
      const details = {
        ...{ by: caller!.name, motion: asked.motion, topics: moved.map(({ topic }) => topic) },
        ways: waysOf(moved),
        forced: [...new Set(moved.flatMap(({ forced }) => forced))],
      };
      await seamlessLog.add(id, 'step', details, now());
    }
    return planView(done);
  },
});
