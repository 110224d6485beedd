import { problem } from '@mqferry/api';
import { z } from 'zod';

/** What a task does of each kind, as far as it is shown; a newer service may tell more. */
const topicInput = z.looseObject({
  topic: z.string(),
  action: z.enum(['create', 'exists']),
  partitions: z.int(),
  replicationFactor: z.int(),
  compacted: z.boolean(),
  configs: z.record(z.string(), z.string()),
  notes: z.array(
    z.looseObject({
      name: z.string(),
      source: z.string().nullable(),
      target: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  refusal: problem.nullable(),
});

/** A topic that a task creates. */
export type TopicInput = z.infer<typeof topicInput>;

/** An item of a plan that makes a task. */
export interface PlannedItem {
  readonly name: string;
  /** Undefined: it is no topic, or told in another way than this console knows. */
  readonly topic: TopicInput | undefined;
  readonly input: unknown;
}

const planned = z.looseObject({
  items: z.array(z.looseObject({ name: z.string(), input: z.json() })),
});

/** What an item of a task does, if it is a topic. */
export const topicOf = (input: unknown): TopicInput | undefined => topicInput.safeParse(input).data;

/** The items of a step that makes a task; none where it is told in another way than this console knows. */
export const plannedItems = (args: unknown): readonly PlannedItem[] =>
  (planned.safeParse(args).data?.items ?? []).map(({ name, input }) => ({
    name,
    topic: topicOf(input),
    input,
  }));

/** How many topics would be created, are there already, and are refused. */
export const topicSums = (items: readonly PlannedItem[]) => {
  const topics = items.flatMap(({ topic }) => topic ?? []);
  const count = (holds: (topic: TopicInput) => boolean) => topics.filter(holds).length;
  return {
    create: count(({ action, refusal }) => action === 'create' && refusal === null),
    exists: count(({ action, refusal }) => action === 'exists' && refusal === null),
    refused: count(({ refusal }) => refusal !== null),
    partitions: topics
      .filter(({ action, refusal }) => action === 'create' && refusal === null)
      .reduce((sum, { partitions }) => sum + partitions, 0),
  };
};

const limitsText = (limits: Readonly<Record<string, unknown>>): string =>
  Object.entries(limits)
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join(', ');

/** What is done of an item that is no topic, beside its name; empty where the name says it all. */
export const inputText = (input: unknown): string => {
  const given = z.looseObject({ limits: z.record(z.string(), z.number()) }).safeParse(input);
  if (given.success) return limitsText(given.data.limits);
  const user = z.looseObject({ mechanism: z.string(), iterations: z.int() }).safeParse(input);
  return user.success ? `${user.data.mechanism}, ${user.data.iterations}` : '';
};
