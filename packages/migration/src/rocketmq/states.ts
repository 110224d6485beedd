import type { Side } from '../facts.ts';
import type { Phrase } from '../sentence.ts';

/** What clients are shown of a topic on one side. `connect`: its brokers, but none of its queues. */
export type Access = 'none' | 'connect' | 'read' | 'write' | 'read-write';

/** What clients are shown of a topic on both sides. */
export type Share = Readonly<Record<Side, Access>>;

/** What decides about the states that a topic goes through: whether its messages have an order to be kept. */
export type TopicKind = 'ordinary' | 'ordered';

/** Where a topic stands. `returning`: an ordered topic on its way back, written on the source and read to its end on the target. */
export type TopicState = 'initial' | 'dual-read' | 'dual-write' | 'switching' | 'done' | 'returning';

/** What topics have that belong to no task. */
export const ONLY_SOURCE: Share = { source: 'read-write', target: 'none' };

const share = (source: Access, target: Access): Share => ({ source, target });

/**
 * The states of each kind, from the first to the last, and what clients are shown in them. Messages of an ordered topic are
 * never to be had on both sides at once, so it has no dual write, and the side that is entered is read only when the other
 * one is drained.
 */
export const TOPIC_STATES = {
  ordinary: {
    initial: ONLY_SOURCE,
    'dual-read': share('read-write', 'read'),
    'dual-write': share('read-write', 'read-write'),
    switching: share('read', 'read-write'),
    done: share('none', 'read-write'),
  },
  ordered: {
    initial: ONLY_SOURCE,
    'dual-read': share('read-write', 'connect'),
    switching: share('read', 'write'),
    done: share('none', 'read-write'),
    returning: share('write', 'read'),
  },
} as const satisfies Record<TopicKind, Partial<Record<TopicState, Share>>>;

/** Where a topic stands. */
export interface Position {
  readonly kind: TopicKind;
  readonly state: TopicState;
  /** Gateways let writes wait, and refuse them after a while, until they are released: only in proxy mode, see `mayHold`. */
  readonly held: boolean;
}

const READS: ReadonlySet<Access> = new Set(['read', 'read-write']);
const WRITES: ReadonlySet<Access> = new Set(['write', 'read-write']);

/** Whether clients are shown queues to read. */
export const isRead = (access: Access): boolean => READS.has(access);

/** Whether clients are shown queues to write. */
export const isWritten = (access: Access): boolean => WRITES.has(access);

/** The states of a kind, from the first to the last. */
export const statesOf = (kind: TopicKind): readonly TopicState[] =>
  Object.keys(TOPIC_STATES[kind]) as TopicState[];

/** Whether writes can be held in this state: where one side is written and only the other one is read. */
export const mayHold = ({ kind, state }: Pick<Position, 'kind' | 'state'>): boolean =>
  kind === 'ordered' && (state === 'switching' || state === 'returning');

/**
 * What clients are shown of a topic that stands there. Held writes change nothing of it, so that producers have the route already
 * when writes are released. Throws TypeError for a state that the kind does not have.
 */
export const shareOf = ({ kind, state }: Pick<Position, 'kind' | 'state'>): Share => {
  const states: Partial<Record<TopicState, Share>> = TOPIC_STATES[kind];
  const shown = states[state];
  if (!shown) throw new TypeError(`${kind} topics have no state ${state}`);
  return shown;
};

interface StateText {
  readonly name: Phrase;
  /** What clients do in it. */
  readonly meaning: Phrase;
}

export const STATE_TEXTS: Readonly<Record<TopicKind, Readonly<Partial<Record<TopicState, StateText>>>>> = {
  ordinary: {
    initial: {
      name: { en: 'initial', zh: '初始' },
      meaning: { en: 'Written and read on the source.', zh: '读写均在源端。' },
    },
    'dual-read': {
      name: { en: 'dual read', zh: '双读' },
      meaning: { en: 'Written on the source, read on both sides.', zh: '写源端，两端都读。' },
    },
    'dual-write': {
      name: { en: 'dual write', zh: '双写双读' },
      meaning: {
        en: 'Each message is written to either side; both are read.',
        zh: '每条消息写入任意一端，两端都读。',
      },
    },
    switching: {
      name: { en: 'switching', zh: '切换中' },
      meaning: {
        en: 'Written on the target; the source is read to its end.',
        zh: '写目标端，同时将源端读完。',
      },
    },
    done: {
      name: { en: 'done', zh: '切换完成' },
      meaning: { en: 'Written and read on the target.', zh: '读写均在目标端。' },
    },
  },
  ordered: {
    initial: {
      name: { en: 'initial', zh: '初始' },
      meaning: { en: 'Written and read on the source.', zh: '读写均在源端。' },
    },
    'dual-read': {
      name: { en: 'connected to both', zh: '双端连接' },
      meaning: {
        en: 'Written and read on the source; clients are connected to the target as well, where they see no queue yet.',
        zh: '读写均在源端；客户端同时连接目标端，但尚看不到其队列。',
      },
    },
    switching: {
      name: { en: 'switching', zh: '切换中' },
      meaning: {
        en: 'Written on the target; only the source is read, to its end. What is written meanwhile waits.',
        zh: '写目标端，只读源端直到读完；其间写入的消息等待消费。',
      },
    },
    done: {
      name: { en: 'done', zh: '切换完成' },
      meaning: { en: 'Written and read on the target.', zh: '读写均在目标端。' },
    },
    returning: {
      name: { en: 'returning', zh: '回切中' },
      meaning: {
        en: 'Written on the source; only the target is read, to its end. What is written meanwhile waits.',
        zh: '写源端，只读目标端直到读完；其间写入的消息等待消费。',
      },
    },
  },
};

/** In place of a state, where topics move in batches. */
export const BATCH_STATE_TEXT: StateText = {
  name: { en: 'in batches', zh: '分批迁移' },
  meaning: {
    en: 'Written and read wherever its clients are.',
    zh: '读写随客户端所在的一端。',
  },
};

export const HELD_TEXT: StateText = {
  name: { en: 'writes held', zh: '写入已暂停' },
  meaning: {
    en: 'Gateways let every write wait for two seconds and then refuse it, until writes are released or the step is done.',
    zh: '在放行或完成该步之前，网关让每次写入最多等待两秒，然后拒绝。',
  },
};
