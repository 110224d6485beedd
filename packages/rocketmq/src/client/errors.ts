import { defineErrors } from '@mqferry/core';

const TOPIC = {
  en: 'Create the topic, or check its name, the name servers, and that its brokers run.',
  zh: '请创建该主题，或检查主题名、NameServer 以及相关 Broker 是否运行。',
};

/** What can go wrong in producers and consumers before a broker is asked, or beside it. */
export const clientErrors = defineErrors({
  ROCKETMQ_ROUTE_NOT_FOUND: {
    status: 404,
    retriable: true,
    message: { en: 'No broker has the topic {topic}.', zh: '没有 Broker 提供主题 {topic}。' },
    action: TOPIC,
  },
  ROCKETMQ_TOPIC_NOT_WRITABLE: {
    status: 503,
    retriable: true,
    message: {
      en: 'No queue of the topic {topic} can be written to now.',
      zh: '主题 {topic} 目前没有可写的队列。',
    },
    action: {
      en: 'Check that a master of the topic runs, and that its permission has writing.',
      zh: '请检查该主题的主节点是否运行，以及其权限是否包含写。',
    },
  },
  ROCKETMQ_BROKER_UNKNOWN: {
    status: 404,
    retriable: true,
    message: {
      en: 'No address is known for the broker {brokerName} of the topic {topic}.',
      zh: '主题 {topic} 所在的 Broker {brokerName} 没有已知地址。',
    },
    action: TOPIC,
  },
  ROCKETMQ_CLIENT_CLOSED: {
    status: 503,
    retriable: false,
    message: { en: 'The client {clientId} is closed.', zh: '客户端 {clientId} 已关闭。' },
    action: { en: 'Open another one.', zh: '请打开新的客户端。' },
  },
  ROCKETMQ_GROUP_TAKEN: {
    status: 409,
    retriable: false,
    message: {
      en: 'This client has a member of the group {group} in this role already.',
      zh: '该客户端中已有组 {group} 的同类成员。',
    },
    action: {
      en: 'Use that one, or give each its own client: brokers tell the members of a group apart by client.',
      zh: '请使用已有的那个，或为每个成员创建各自的客户端：Broker 按客户端区分组内成员。',
    },
  },
  ROCKETMQ_PROPERTY_RESERVED: {
    status: 422,
    retriable: false,
    message: {
      en: 'The property {name} is one of RocketMQ’s own.',
      zh: '属性 {name} 为 RocketMQ 保留属性。',
    },
    action: {
      en: 'Use another name, or the field of the message that is meant for it.',
      zh: '请使用其他名称，或使用消息中对应的字段。',
    },
  },
  ROCKETMQ_TRANSACTION_DELAYED: {
    status: 422,
    retriable: false,
    message: {
      en: 'A message for {topic} is to be delayed and transactional; RocketMQ does one of both.',
      zh: '发往 {topic} 的消息同时要求延迟和事务；RocketMQ 只支持其中之一。',
    },
    action: { en: 'Leave out one of them.', zh: '请去掉其中之一。' },
  },
  ROCKETMQ_REPLY_TIMEOUT: {
    status: 504,
    retriable: true,
    message: {
      en: 'No reply came to a request for {topic} within {ms} ms.',
      zh: '发往 {topic} 的请求在 {ms} 毫秒内未收到回复。',
    },
    action: {
      en: 'Check that a consumer of the topic replies, and quickly enough.',
      zh: '请检查该主题的消费者是否及时回复。',
    },
  },
  ROCKETMQ_NOT_A_REQUEST: {
    status: 422,
    retriable: false,
    message: {
      en: 'The message {id} waits for no reply: it has no property {name}.',
      zh: '消息 {id} 不等待回复：缺少属性 {name}。',
    },
    action: {
      en: 'Reply to messages that were sent as requests only.',
      zh: '请只回复以请求方式发送的消息。',
    },
  },
});
