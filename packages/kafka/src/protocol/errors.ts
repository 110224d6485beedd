import { defineErrors } from '@mqferry/core';

/** What can go wrong between a message object and its bytes, beside BYTES_TRUNCATED and BYTES_MALFORMED. */
export const protocolErrors = defineErrors({
  PROTOCOL_VERSION_UNKNOWN: {
    status: 502,
    retriable: false,
    message: {
      en: '{message} has no known version {version}; known are {minimum} to {maximum}.',
      zh: '{message} 没有已知的版本 {version}；已知版本为 {minimum} 至 {maximum}。',
    },
    action: {
      en: 'The other side speaks a newer Kafka protocol, or the data is not Kafka at all. Check the address, then upgrade.',
      zh: '对端使用更新的 Kafka 协议，或数据根本不是 Kafka 协议。请检查地址，然后升级。',
    },
  },
  PROTOCOL_FIELD_UNSUPPORTED: {
    status: 422,
    retriable: false,
    message: {
      en: '{field} is set, but version {version} of the message cannot carry it.',
      zh: '已设置 {field}，但该消息的版本 {version} 无法携带此字段。',
    },
    action: {
      en: 'The broker is too old for this. Upgrade it, or do without the feature.',
      zh: 'Broker 版本过旧，不支持此功能。请升级 Broker，或不使用该功能。',
    },
  },
  PROTOCOL_NULL_FORBIDDEN: {
    status: 502,
    retriable: false,
    message: {
      en: '{field} is null, which its schema does not allow.',
      zh: '{field} 为 null，但其定义不允许为空。',
    },
    action: {
      en: 'The sender broke the Kafka protocol. If it repeats, capture the traffic and report it.',
      zh: '发送方违反了 Kafka 协议。若反复出现，请抓包并反馈。',
    },
  },
  PROTOCOL_TEXT_TOO_LONG: {
    status: 422,
    retriable: false,
    message: {
      en: '{field} is {bytes} bytes long; Kafka carries texts of at most 32767 bytes.',
      zh: '{field} 长度为 {bytes} 字节；Kafka 文本最长为 32767 字节。',
    },
    action: { en: 'Use a shorter text.', zh: '请使用较短的文本。' },
  },
  PROTOCOL_UUID_MALFORMED: {
    status: 422,
    retriable: false,
    message: {
      en: '"{value}" is not a Kafka uuid: 16 bytes as 22 characters of base64url.',
      zh: '“{value}” 不是 Kafka uuid：应为 16 字节的 22 个 base64url 字符。',
    },
    action: { en: 'Take the id as Kafka prints it.', zh: '请使用 Kafka 输出的 id 形式。' },
  },
  PROTOCOL_TAG_DUPLICATE: {
    status: 422,
    retriable: false,
    message: {
      en: 'Tag {tag} occurs twice in one tagged field section.',
      zh: '同一标记字段区中标记 {tag} 出现两次。',
    },
    action: {
      en: 'Set the field by its name or as an unknown tagged field, not both.',
      zh: '请按字段名设置，或作为未知标记字段设置，不要同时使用两种方式。',
    },
  },
});
