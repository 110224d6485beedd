import type { Phrase } from '../../sentence.ts';
import type { CheckId } from '../steps.ts';

interface CheckText {
  /** What has to hold. */
  readonly name: Phrase;
  /** What is risked by a step without it; undefined: it cannot be forced. */
  readonly risk?: Phrase;
}

export const CHECK_TEXTS = {
  'gateways-serve': {
    name: { en: 'every gateway shows the present routes', zh: '所有网关均提供当前路由' },
    risk: {
      en: 'Clients of a gateway that does not will act by an older state: two states apart, they may write where nobody reads any more.',
      zh: '该网关的客户端会按更早的状态工作：若相差两个状态，写入的消息可能无人读取。',
    },
  },
  'clients-moved': {
    name: { en: 'all clients go through a gateway', zh: '所有客户端均经过网关' },
    risk: {
      en: 'Consumers beside the gateways share out queues by other routes than the rest of their group: messages come twice, or wait unread. Producers beside them keep writing to their cluster, and once the topic has left it nobody reads that.',
      zh: '未经过网关的消费者与同组其他消费者按不同路由分配队列：消息会重复，或滞留未读。未经过网关的生产者继续写入原集群；主题离开后，这些消息无人读取。',
    },
  },
  'routes-taken': {
    name: { en: 'all clients act by the present routes', zh: '所有客户端已按当前路由工作' },
    risk: {
      en: 'A client that is two states behind may write where nobody reads any more, or not read where others write; consumption may pause until its next rebalance.',
      zh: '落后两个状态的客户端可能写入无人读取的一端，或未读取他人写入的一端；消费可能停顿到下一次重平衡。',
    },
  },
  'clients-on-both': {
    name: { en: 'consumers are connected to both sides', zh: '消费者已同时连接两端' },
    risk: {
      en: 'What is written on a side to which a consumer is not connected waits until it is, or until others of its group take over.',
      zh: '写入某端而消费者尚未连接该端时，消息会等待其连接，或由同组其他消费者接手。',
    },
  },
  'topic-on-target': {
    name: { en: 'the target has the topic, to be read and written', zh: '目标端已有该主题且可读写' },
  },
  'queues-on-target': {
    name: { en: 'the target has enough queues of it', zh: '目标端队列数足够' },
    risk: {
      en: 'Consumers beyond the number of queues stand idle, and producers that choose queues by a hash spread their keys differently.',
      zh: '超出队列数的消费者会空闲；按哈希选择队列的生产者，其键的分布会改变。',
    },
  },
  'groups-on-target': {
    name: { en: 'the target has all its groups', zh: '目标端已有全部消费组' },
  },
  'offsets-on-target': {
    name: { en: 'all its groups have offsets on the target', zh: '全部消费组在目标端已有位点' },
    risk: {
      en: 'Consumers that start at the last offset skip what is written before they take their queues: those messages are lost to them.',
      zh: '从最新位点开始的消费者会跳过其分到队列之前写入的消息：对它们而言即丢失。',
    },
  },
  'kinds-fit': {
    name: { en: 'its kinds of messages can be moved', zh: '其消息类型可以迁移' },
  },
  'target-unwritten': {
    name: { en: 'nothing was written on the target since the switch', zh: '切换后目标端没有写入' },
    risk: {
      en: 'What was written there stays unread until the topic comes to done again, and is then read after later messages.',
      zh: '已写入目标端的消息在主题再次切换完成之前不会被读取，届时会晚于之后的消息被读到。',
    },
  },
  'nothing-pending-on-source': {
    name: { en: 'nothing waits at the source’s brokers', zh: '源端 Broker 上没有等待中的消息' },
    risk: {
      en: 'Delayed and timed messages that come due on the source are not read; half messages are rolled back, for their producers can be asked no more; popped ones are not tried again.',
      zh: '源端之后到期的延迟、定时消息不会被读取；半消息因无法回查生产者而回滚；POP 未确认的消息不再重试。',
    },
  },
  'nothing-pending-on-target': {
    name: { en: 'nothing waits at the target’s brokers', zh: '目标端 Broker 上没有等待中的消息' },
    risk: {
      en: 'Delayed and timed messages that come due on the target are not read until the topic moves again; half messages are rolled back; popped ones are not tried again.',
      zh: '目标端之后到期的延迟、定时消息在主题再次迁移之前不会被读取；半消息会回滚；POP 未确认的消息不再重试。',
    },
  },
  'source-drained': {
    name: { en: 'the source is drained', zh: '源端已读完' },
    risk: {
      en: 'What is left on the source stays unread, and is deleted there in time, unless the topic goes back.',
      zh: '除非回退，源端剩余的消息不会被读取，并最终过期删除。',
    },
  },
  'target-drained': {
    name: { en: 'the target is drained', zh: '目标端已读完' },
    risk: {
      en: 'What is left on the target stays unread until the topic moves again, is then read after later messages, or is deleted before.',
      zh: '目标端剩余的消息在主题再次迁移之前不会被读取，届时会晚于之后的消息被读到，或在此之前已过期删除。',
    },
  },
} as const satisfies Record<CheckId, CheckText>;

/** A check in words. */
export const checkText = (id: CheckId): CheckText => CHECK_TEXTS[id];

/** What is risked by a step without this check; undefined: it cannot be forced. */
export const riskOf = (id: CheckId): Phrase | undefined => checkText(id).risk;
