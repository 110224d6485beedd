import { defineErrors } from '@mqferry/core';

const BROKEN_AT_SOURCE = {
  en: 'Pull the message from another replica of the broker. If it is the same there, it was stored this way: skip it deliberately or repair it at the source.',
  zh: '请从该 Broker 的其他副本拉取此消息。若内容一致，说明存储时即如此：请有意跳过，或在源端修复。',
} as const;

const SEND_APART = {
  en: 'Send these messages one by one, or in batches of their own.',
  zh: '请逐条发送这些消息，或将其分别组成批次。',
} as const;

/** What can go wrong with messages. */
export const messageErrors = defineErrors({
  ROCKETMQ_MESSAGE_MALFORMED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The message data is malformed at byte {offset}: {reason}.',
      zh: '消息数据在第 {offset} 字节处格式错误：{reason}。',
    },
    action: BROKEN_AT_SOURCE,
  },
  ROCKETMQ_MESSAGE_CRC_MISMATCH: {
    status: 502,
    retriable: false,
    message: {
      en: 'The message at queue offset {offset} of topic {topic} is corrupt: the checksum of its body is {computed}, but {stored} is stored in it.',
      zh: '主题 {topic} 队列位点 {offset} 处的消息已损坏：消息体校验和计算结果为 {computed}，其中保存的为 {stored}。',
    },
    action: BROKEN_AT_SOURCE,
  },
  ROCKETMQ_MESSAGE_UNKNOWN_COMPRESSION: {
    status: 502,
    retriable: false,
    message: {
      en: 'A message body is compressed by a method with the number {id}, which is not known here.',
      zh: '消息体使用了编号为 {id} 的未知压缩方式。',
    },
    action: {
      en: 'The data is corrupt, or the producer is newer than this version of mqferry: look for an update.',
      zh: '数据已损坏，或者生产者比当前 mqferry 版本更新：请检查是否有更新版本。',
    },
  },
  ROCKETMQ_MESSAGE_DECOMPRESSION_FAILED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The {compression} data of a message body cannot be decompressed: {reason}.',
      zh: '无法解压消息体中的 {compression} 数据：{reason}。',
    },
    action: BROKEN_AT_SOURCE,
  },
  ROCKETMQ_MESSAGE_TOO_LARGE_DECOMPRESSED: {
    status: 413,
    retriable: false,
    message: {
      en: 'The {compression} data of a message body is larger than {limit} bytes when decompressed.',
      zh: '消息体中的 {compression} 数据解压后超过 {limit} 字节。',
    },
    action: {
      en: 'If such messages are expected, raise the limit on decompressed bodies; otherwise find the producer that writes them.',
      zh: '若此类消息属于预期，请提高解压后消息体大小的上限；否则请找出写入这些消息的生产者。',
    },
  },
  ROCKETMQ_HOST_INVALID: {
    status: 422,
    retriable: false,
    message: {
      en: '“{host}” is no IP address; the host in a message is never a name.',
      zh: '“{host}”不是 IP 地址；消息中的主机不能是域名。',
    },
    action: { en: 'Give the address instead of the name.', zh: '请用 IP 地址代替域名。' },
  },
  ROCKETMQ_TOPIC_TOO_LONG: {
    status: 422,
    retriable: false,
    message: {
      en: 'The topic name {topic} takes {size} bytes, but at most {limit} can be stored.',
      zh: '主题名 {topic} 占 {size} 字节，最多可保存 {limit} 字节。',
    },
    action: { en: 'Use a shorter topic name.', zh: '请使用更短的主题名。' },
  },
  ROCKETMQ_PROPERTIES_TOO_LONG: {
    status: 413,
    retriable: false,
    message: {
      en: 'The properties of a message take {size} bytes; RocketMQ stores at most {limit}.',
      zh: '消息属性共占 {size} 字节；RocketMQ 最多保存 {limit} 字节。',
    },
    action: {
      en: 'Move long values from the properties into the body.',
      zh: '请将较长的属性值移到消息体中。',
    },
  },
  ROCKETMQ_PROPERTY_INVALID: {
    status: 422,
    retriable: false,
    message: {
      en: 'The property “{name}” could not be read back: a name or value is empty, or has one of the characters U+0001 and U+0002.',
      zh: '属性“{name}”写入后将无法读回：名称或值为空，或含有字符 U+0001、U+0002。',
    },
    action: {
      en: 'Leave the property out, or encode its value without these characters.',
      zh: '请去掉该属性，或对其值进行编码以避开这些字符。',
    },
  },
  ROCKETMQ_BATCH_EMPTY: {
    status: 422,
    retriable: false,
    message: { en: 'A batch has no messages.', zh: '批次中没有消息。' },
    action: { en: 'Send at least one message.', zh: '请至少发送一条消息。' },
  },
  ROCKETMQ_BATCH_TOPICS_DIFFER: {
    status: 422,
    retriable: false,
    message: {
      en: 'A batch has messages for the topics {first} and {other}; all must be for one topic.',
      zh: '批次中同时包含主题 {first} 和 {other} 的消息；同一批次只能属于一个主题。',
    },
    action: SEND_APART,
  },
  ROCKETMQ_BATCH_WAIT_DIFFERS: {
    status: 422,
    retriable: false,
    message: {
      en: 'A batch for the topic {topic} has messages that wait until they are stored and messages that do not.',
      zh: '主题 {topic} 的批次中，部分消息要求等待存储完成，部分不要求。',
    },
    action: SEND_APART,
  },
  ROCKETMQ_BATCH_DELAYED: {
    status: 422,
    retriable: false,
    message: {
      en: 'A batch for the topic {topic} has a delayed message (property {property}); RocketMQ delays single messages only.',
      zh: '主题 {topic} 的批次中包含延迟消息（属性 {property}）；RocketMQ 只能延迟单条消息。',
    },
    action: SEND_APART,
  },
  ROCKETMQ_BATCH_RETRY_TOPIC: {
    status: 422,
    retriable: false,
    message: {
      en: 'A batch is for the retry topic {topic}; brokers take no batches for it.',
      zh: '批次的目标是重试主题 {topic}；Broker 不接受发往重试主题的批次。',
    },
    action: SEND_APART,
  },
  ROCKETMQ_MESSAGE_ID_MALFORMED: {
    status: 422,
    retriable: false,
    message: {
      en: '“{id}” is not the id of a stored message (32 or 56 hexadecimal digits with address and offset).',
      zh: '“{id}”不是存储消息的 ID（由地址和位点组成的 32 或 56 位十六进制数）。',
    },
    action: {
      en: 'Look the message up by its unique key instead.',
      zh: '请改用消息的唯一键（UNIQ_KEY）查询。',
    },
  },
});
