import { z } from 'zod';
import { route } from '../../../route.ts';
import { byTask, checkId, count, motion, move, topicName } from './parts.ts';

const stepRequest = z.strictObject({
  /** `all`: every topic that has such a step. */
  topics: z.union([z.array(topicName).min(1).max(10_000), z.literal('all')]),
  motion,
  /** Checks to go without, whose risks were read. */
  force: z.array(checkId).default([]),
});

/** What a step would do now. */
export const stepPlan = z.strictObject({
  /** Of what would be done; by it the step is confirmed. */
  hash: z.string(),
  /** How many topics would move, and how many are blocked. */
  moves: count,
  blocked: count,
  topics: z.array(move),
});

export const seamlessStepRoutes = {
  planSeamlessStep: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/steps/plan',
    role: 'operator',
    summary: 'Looks at both clusters and tells what a step of topics would be; nothing is done.',
    params: byTask,
    body: stepRequest,
    answer: stepPlan,
  }),
  applySeamlessStep: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/steps/apply',
    role: 'operator',
    summary:
      'Does the step that was confirmed by its hash, if that is still what would be done. Topics that are blocked stay where they are.',
    params: byTask,
    body: stepRequest.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/u) }),
    answer: stepPlan,
  }),
};
