import type { MigrationPlan, TopicPlan } from '../api/types.ts';

/** A plan in numbers. Bytes are null when nobody knows them of any topic, and `atLeast` when of some. */
export interface PlanSums {
  readonly topics: number;
  readonly created: number;
  readonly refused: number;
  readonly partitions: number;
  readonly records: bigint;
  readonly bytes: bigint | null;
  readonly atLeast: boolean;
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** The numbers of a plan. */
export const sumsOf = ({ topics }: MigrationPlan): PlanSums => {
  const accepted = topics.filter(({ refusal }) => refusal === null);
  const known = accepted.flatMap(({ bytesToCopy }) => bytesToCopy ?? []);
  return {
    topics: topics.length,
    created: accepted.filter(({ action }) => action !== 'continue').length,
    refused: topics.length - accepted.length,
    partitions: accepted.reduce((total, { partitions }) => total + partitions, 0),
    records: sum(accepted.map(({ recordsToCopy }) => recordsToCopy)),
    bytes: known.length === 0 && accepted.length > 0 ? null : sum(known),
    atLeast: known.length > 0 && known.length < accepted.length,
  };
};

/** What several topics have in common, once, with their names. */
export const inCommon = <T extends object>(
  topics: readonly TopicPlan[],
  itemsOf: (topic: TopicPlan) => readonly T[],
): readonly { readonly item: T; readonly key: string; readonly topics: readonly string[] }[] => {
  const found = new Map<string, { readonly item: T; readonly key: string; readonly topics: string[] }>();
  for (const topic of topics) {
    for (const item of itemsOf(topic)) {
      const key = JSON.stringify(item);
      const known = found.get(key);
      if (known) known.topics.push(topic.topic);
      else found.set(key, { item, key, topics: [topic.topic] });
    }
  }
  return [...found.values()];
};

/** How a topic is copied, in one word. */
export const modeOf = ({ refusal, mode, transactions }: TopicPlan) => {
  if (refusal) return 'refused';
  return transactions === 'committed' && mode !== 'mapped' ? 'committed' : mode;
};
