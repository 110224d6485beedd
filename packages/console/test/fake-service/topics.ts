import type { Answer, Routes } from '@mqferry/api';
import { problemOf } from '@mqferry/api';
import { defineErrors } from '@mqferry/core';
import { ago, HOUR, MINUTE, numbersFrom } from './ids.ts';

export type Topic = Answer<Routes['listMigrationTopics']>['items'][number];

const AREAS = ['orders', 'payments', 'inventory', 'shipping', 'customers', 'catalog', 'pricing', 'returns'];
const KINDS = ['created', 'changed', 'cancelled', 'confirmed', 'snapshots', 'retries', 'commands', 'audit'];
const REGIONS = ['eu', 'us', 'apac'];

/** Names of topics such as companies have. */
export const topicNames = (count: number): string[] => {
  const names = AREAS.flatMap((area) =>
    KINDS.flatMap((kind) => REGIONS.map((region) => `${area}.${region}.${kind}`)),
  );
  return names.slice(0, count).sort();
};

const copyErrors = defineErrors({
  REPLICATION_DIVERGED: {
    status: 409,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} holds something else on the target at offset {offset}.',
      zh: '主题 {topic} 的分区 {partition} 在目标端位点 {offset} 处的内容与源端不同。',
    },
    action: {
      en: 'Find who writes to the target, stop that, then copy the topic anew.',
      zh: '请找出并停止写入目标端的程序，然后重新复制该主题。',
    },
  },
});

/** How a topic stands that nothing is wrong with. */
export const inStepTopic = (topic: string, random: () => number): Topic => {
  const records = Math.floor(random() ** 3 * 480_000_000);
  return {
    topic,
    copy: 'in-step',
    copiedRecords: records,
    copiedBytes: records * 412,
    lag: BigInt(Math.floor(random() * 40)),
    lagMs: Math.floor(random() * 900),
    error: null,
    verification: { state: 'equal', at: ago(random() * 3 * HOUR), records, differences: 0 },
    traffic: 'on-source',
  };
};

/** Topics in every state that there is, most of them well. */
export const mixedTopics = (names: readonly string[], seed: number): Topic[] => {
  const random = numbersFrom(seed);
  return names.map((topic, index) => {
    const well = inStepTopic(topic, random);
    if (index === 3) {
      const error = problemOf(
        copyErrors.REPLICATION_DIVERGED({ topic, partition: 4, offset: 9_223_371_201n }),
      );
      return { ...well, copy: 'stopped', lag: 182_441n, lagMs: 42 * MINUTE, error };
    }
    if (index === 7) {
      return {
        ...well,
        verification: { state: 'different', at: ago(HOUR), records: 81_223, differences: 3 },
      };
    }
    if (index % 11 === 5) {
      const lag = BigInt(Math.floor(random() * 9e9));
      const verification = { state: 'none', at: null, records: 0, differences: 0 } as const;
      return { ...well, copy: 'catching-up', lag, lagMs: Math.floor(random() * 9 * HOUR), verification };
    }
    if (index % 17 === 9) return { ...well, verification: { ...well.verification, state: 'running' } };
    if (index % 23 === 13) {
      return { ...well, verification: { ...well.verification, state: 'stale', at: ago(31 * HOUR) } };
    }
    return well;
  });
};

/** Topics of which nothing was copied. */
export const untouchedTopics = (names: readonly string[]): Topic[] =>
  names.map((topic) => ({
    ...{ topic, copy: 'not-begun', copiedRecords: null, copiedBytes: null, lag: null, lagMs: null },
    ...{ error: null, traffic: 'on-source' },
    verification: { state: 'none', at: null, records: 0, differences: 0 },
  }));

/** All well, with those of the last unit on the target and one more on its way. */
export const switchedTopics = (
  names: readonly string[],
  moved: readonly string[],
  moving: readonly string[],
): Topic[] => {
  const random = numbersFrom(7);
  return names.map((topic) => {
    const well = { ...inStepTopic(topic, random), lag: 0n, lagMs: 0 };
    if (moved.includes(topic)) return { ...well, traffic: 'on-target' };
    return moving.includes(topic) ? { ...well, traffic: 'moving' } : well;
  });
};
