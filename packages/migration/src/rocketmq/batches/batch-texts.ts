import type { Phrase } from '../../sentence.ts';
import type { TopicKind } from '../states.ts';
import type { BatchStage } from './batches.ts';

interface StageText {
  /** What is reached then. */
  readonly name: Phrase;
  /** What has to be done for it. */
  readonly toDo: Phrase;
}

export const BATCH_TEXTS: Readonly<Record<BatchStage, StageText>> = {
  'target-ready': {
    name: { en: 'the target is prepared', zh: '目标端已准备好' },
    toDo: {
      en: 'Import topics and groups. Beginning it has groups that have no offsets on the target start at the first message there.',
      zh: '导入主题和消费组。开始该阶段时，目标端没有位点的消费组会被设为从第一条消息开始消费。',
    },
  },
  'some-consumers': {
    name: { en: 'some consumers are on the target', zh: '部分消费者已在目标端' },
    toDo: {
      en: 'Give some consumers of each group the name servers of the target. The others stay on the source.',
      zh: '将每个消费组的部分消费者的 NameServer 地址改为目标端，其余留在源端。',
    },
  },
  'some-producers': {
    name: { en: 'some producers are on the target', zh: '部分生产者已在目标端' },
    toDo: {
      en: 'Give some producers the name servers of the target, and see that their messages are consumed there.',
      zh: '将部分生产者的 NameServer 地址改为目标端，并确认其消息在目标端被消费。',
    },
  },
  'all-producers': {
    name: { en: 'all producers are on the target', zh: '全部生产者已在目标端' },
    toDo: {
      en: 'Give all other producers the name servers of the target. It counts when nobody has written to the source for a minute.',
      zh: '将其余生产者的 NameServer 地址改为目标端。源端持续一分钟没有写入即视为完成。',
    },
  },
  'source-drained': {
    name: { en: 'the source is drained', zh: '源端已读完' },
    toDo: {
      en: 'Wait until every group has read everything on the source, delayed messages and retries included.',
      zh: '等待所有消费组读完源端的全部消息，包括延迟消息和重试消息。',
    },
  },
  'remaining-consumers': {
    name: { en: 'all consumers are on the target', zh: '全部消费者已在目标端' },
    toDo: {
      en: 'Give all consumers that are left the name servers of the target.',
      zh: '将剩余消费者的 NameServer 地址改为目标端。',
    },
  },
};

/** What is to be known before batches are begun. */
export const BATCH_NOTES: Readonly<Record<TopicKind, readonly Phrase[]>> = {
  ordinary: [
    {
      en: 'Order: while both sides are written and read, messages come in no order between them.',
      zh: '顺序：两端同时读写期间，两端消息之间不保证顺序。',
    },
    {
      en: 'Duplicates: what a consumer has read and not acknowledged when it is moved comes again; consumers have to be able to take a message twice.',
      zh: '重复：消费者切换时已消费但未确认的消息会再次投递；消费逻辑须能幂等处理。',
    },
    {
      en: 'Delay: with every consumer that comes or leaves, queues are shared out anew, which takes up to 20 s; messages wait meanwhile.',
      zh: '延迟：每次有消费者加入或离开都会重平衡，最长约 20 秒，其间消息等待。',
    },
  ],
  ordered: [
    {
      en: 'Order: consumers start on the target only when the source is read, so the messages of a producer under one key keep their order.',
      zh: '顺序：源端读完之后才在目标端启动消费者，因此同一生产者同一键的消息保持顺序。',
    },
    {
      en: 'Delay: from when producers have moved until the source is read and has stood still for a minute, new messages wait.',
      zh: '延迟：从生产者切换到源端读完并静止一分钟期间，新消息等待消费。',
    },
  ],
};
