import type { LocalizedText } from '@mqferry/core';
import type { ConfigNote } from './migration-plan.ts';

/** What an adapted value depends on. */
export interface NewTopicShape {
  readonly replicationFactor: number;
}

/** How a config of topics goes to another cluster. */
export interface ConfigPolicy {
  /** `*`: all that have no row of their own. */
  readonly name: string;
  readonly manner: 'copied' | 'adapted' | 'not-copied';
  /**
   * `effective`: also where a topic has it from its brokers' defaults; `own`: only what is set on the topic
   * itself.
   */
  readonly scope: 'effective' | 'own';
  readonly reason: LocalizedText;
  /** The value in place of one that the target cannot have; undefined: that one will do. */
  readonly adapt?: (
    value: string,
    topic: NewTopicShape,
  ) => { readonly value: string; readonly reason: ConfigNote['reason'] } | undefined;
}

const SHAPES_THE_LOG: LocalizedText = {
  en: 'It decides which records are kept and which are taken, so it is carried over even where the source has it from its brokers’ defaults.',
  zh: '它决定保留和接受哪些消息，因此即使源端取自节点默认值也会一并迁移。',
};
const NAMES_SOURCE_BROKERS: LocalizedText = {
  en: 'It lists brokers of the source by their ids, which mean others on the target.',
  zh: '其中列出的是源集群的节点编号，在目标集群上指向其他节点。',
};

/** Brokers from 4.0 on refuse smaller segments (KIP-1030). */
const SMALLEST_SEGMENT = 1024 * 1024;

const shaping = (name: string): ConfigPolicy => ({
  ...{ name, manner: 'copied', scope: 'effective', reason: SHAPES_THE_LOG },
});
const ofSourceBrokers = (name: string): ConfigPolicy => ({
  ...{ name, manner: 'not-copied', scope: 'own', reason: NAMES_SOURCE_BROKERS },
});

/**
 * What becomes of each config of a topic; plans of copies and comparisons of clusters follow it. The last row
 * is `*`.
 */
export const CONFIG_POLICY: readonly ConfigPolicy[] = [
  shaping('cleanup.policy'),
  shaping('retention.ms'),
  shaping('retention.bytes'),
  shaping('max.message.bytes'),
  shaping('message.timestamp.type'),
  {
    name: 'min.insync.replicas',
    manner: 'adapted',
    scope: 'own',
    reason: {
      en: 'Lowered to the number of replicas on the target: with more required than there are, nothing could be written.',
      zh: '会降低到目标端的副本数：若要求的同步副本多于实际副本，将无法写入。',
    },
    adapt: (value, { replicationFactor }) =>
      Number(value) > replicationFactor
        ? { value: String(replicationFactor), reason: 'above-target-replicas' }
        : undefined,
  },
  {
    name: 'segment.bytes',
    manner: 'adapted',
    scope: 'own',
    reason: {
      en: 'Raised to 1 MiB where it is smaller: brokers from 4.0 on take nothing less.',
      zh: '小于 1 MiB 时提高到 1 MiB：4.0 及以上的节点不接受更小的值。',
    },
    adapt: (value) =>
      Number(value) < SMALLEST_SEGMENT
        ? { value: String(SMALLEST_SEGMENT), reason: 'below-target-minimum' }
        : undefined,
  },
  ofSourceBrokers('leader.replication.throttled.replicas'),
  ofSourceBrokers('follower.replication.throttled.replicas'),
  {
    name: '*',
    manner: 'copied',
    scope: 'own',
    reason: {
      en: 'Copied where it is set on the topic itself and the target knows it; what only the source’s brokers are set to stays theirs.',
      zh: '在主题自身上设置且目标端支持时迁移；仅在源端节点上设置的值不迁移。',
    },
  },
];

const BY_NAME = new Map(CONFIG_POLICY.map((policy) => [policy.name, policy]));
const THE_OTHERS = CONFIG_POLICY.at(-1)!;

/** What becomes of the config of this name. */
export const policyOf = (name: string): ConfigPolicy => BY_NAME.get(name) ?? THE_OTHERS;
