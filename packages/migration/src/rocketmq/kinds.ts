import type { Phrase } from '../sentence.ts';

interface KindText {
  readonly name: Phrase;
  /** What is done for it, and what is left to applications. */
  readonly rule: Phrase;
  /** When it is refused; undefined: it never is. */
  readonly refused?: Phrase;
}

/** The kinds of messages and of consumption that a migration knows, each with its rule. */
export const KIND_TEXTS = {
  ordinary: {
    name: { en: 'ordinary', zh: '普通消息' },
    rule: {
      en: 'Five states. Nothing is lost; while consumers share out queues anew, a message may come twice and later than others.',
      zh: '经过五个状态，不丢消息；消费者重平衡期间，个别消息可能重复，或晚于其他消息到达。',
    },
  },
  ordered: {
    name: { en: 'ordered', zh: '顺序消息' },
    rule: {
      en: 'No dual write. Each producer moves at once, and the side that is entered is read only when the other one is read to its end, so the messages of a producer under one key keep their order. Meanwhile new messages wait.',
      zh: '不经过双写。每个生产者一次性切换，只有在离开的一端读完之后才读进入的一端，因此同一生产者同一键的消息保持顺序；其间新消息等待消费。',
    },
    refused: {
      en: 'Refused where the source has an order configuration (ORDER_TOPIC_CONFIG) and the target has none: producers take their queues from it.',
      zh: '若源端有顺序主题配置（ORDER_TOPIC_CONFIG）而目标端没有，则拒绝：生产者按该配置选择队列。',
    },
  },
  delayed: {
    name: { en: 'delayed', zh: '延迟消息' },
    rule: {
      en: 'A message stays on the side on which it was written until it is due; done waits for the last one.',
      zh: '消息在到期之前留在其写入的一端；所有延迟消息到期之后才能切换完成。',
    },
    refused: {
      en: 'Refused where both sides have different delay levels: messages would come at other times.',
      zh: '若两端的延迟级别不同则拒绝：消息的投递时间会改变。',
    },
  },
  timed: {
    name: { en: 'timed', zh: '定时消息' },
    rule: {
      en: 'As delayed messages: each stays until it is due, which may be days.',
      zh: '与延迟消息相同：每条留到到期为止，可能长达数天。',
    },
    refused: {
      en: 'Refused where the target keeps no timers (4.x, or timerWheelEnable=false): messages would come at once.',
      zh: '若目标端不支持定时（4.x 或 timerWheelEnable=false）则拒绝：消息会被立即投递。',
    },
  },
  transactional: {
    name: { en: 'transactional', zh: '事务消息' },
    rule: {
      en: 'A half message ends on the side on which it began; its producer stays connected there until then, and done waits for it.',
      zh: '半消息在其开始的一端结束，其生产者在此之前保持与该端的连接；全部结束之后才能切换完成。',
    },
  },
  broadcasting: {
    name: { en: 'broadcasting', zh: '广播消费' },
    rule: {
      en: 'Each consumer keeps its own offsets and starts on the target where it is configured to; all are on the target before anything is written there. How far they are on the source no broker knows: done has to be forced when they are known to have read it.',
      zh: '每个消费者自行保存位点，在目标端按自身配置的位置开始消费；所有消费者都连上目标端之后才会有写入。Broker 不知道它们在源端的进度：须在确认其已读完后强制切换完成。',
    },
  },
  pop: {
    name: { en: 'pop', zh: 'POP 消费' },
    rule: {
      en: 'Each message is acknowledged where it came from; done waits until none is in flight.',
      zh: '每条消息在其来源一端确认；所有在途消息确认之后才能切换完成。',
    },
    refused: {
      en: 'Refused on a target of 4.x, and in route mode where brokers of the target are shown under other names: brokers look up the name when a message is returned.',
      zh: '目标端为 4.x 时拒绝；路由模式下目标端 Broker 以其他名称出现时也拒绝：退回消息时 Broker 会按名称查找。',
    },
  },
  retries: {
    name: { en: 'retries', zh: '重试消息' },
    rule: {
      en: 'A message is tried again on the side from which it came. A group reads its retries wherever it reads one of its topics; a side counts as drained when they are read too.',
      zh: '消息在其来源的一端重试。消费组在读取任一主题的一端同时读取重试队列；重试消息也读完才算该端读完。',
    },
  },
  'dead-letters': {
    name: { en: 'dead letters', zh: '死信' },
    rule: {
      en: 'They stay where they arose and are not moved; look for them on both sides.',
      zh: '死信留在其产生的一端，不会迁移；请在两端查看。',
    },
  },
  static: {
    name: { en: 'static topics', zh: '静态主题' },
    rule: {
      en: 'Their queues are spread over brokers by a mapping of their own.',
      zh: '其队列按自有的映射分布在多个 Broker 上。',
    },
    refused: {
      en: 'Always refused: clients would mix up the queues of both sides.',
      zh: '一律拒绝：客户端会混淆两端的队列。',
    },
  },
} as const satisfies Record<string, KindText>;

/** A kind of messages or of consumption, see `KIND_TEXTS`. */
export type MessageKind = keyof typeof KIND_TEXTS;
