import { defineErrors } from '@mqferry/core';

const BROKEN_DATA = {
  en: 'Something that does not speak the protocol answered there, or something between broke the data. If it repeats, capture the traffic and report it.',
  zh: '对端未按该协议应答，或中间环节损坏了数据。若反复出现，请抓包并反馈。',
};

/** What can be wrong with the bytes of the remoting protocol. */
export const protocolErrors = defineErrors({
  ROCKETMQ_FRAME_MALFORMED: {
    status: 502,
    retriable: false,
    message: { en: 'A frame is malformed: {reason}.', zh: '帧格式错误：{reason}。' },
    action: BROKEN_DATA,
  },
  ROCKETMQ_FRAME_TOO_LARGE: {
    status: 502,
    retriable: false,
    message: {
      en: 'A frame of {size} bytes is larger than the limit of {limit} bytes.',
      zh: '帧大小为 {size} 字节，超过上限 {limit} 字节。',
    },
    action: {
      en: 'Check that the address is that of a name server or broker of RocketMQ. If it is, ask for less at a time.',
      zh: '请检查该地址是否为 RocketMQ 的 NameServer 或 Broker；若是，请减少单次请求的数据量。',
    },
  },
  ROCKETMQ_JSON_MALFORMED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The JSON is malformed at character {offset}: {reason}.',
      zh: '第 {offset} 个字符处的 JSON 格式错误：{reason}。',
    },
    action: BROKEN_DATA,
  },
  ROCKETMQ_FIELD_INVALID: {
    status: 502,
    retriable: false,
    message: {
      en: 'The header field {field} cannot be read: {reason}.',
      zh: '无法读取头部字段 {field}：{reason}。',
    },
    action: BROKEN_DATA,
  },
  ROCKETMQ_BODY_UNEXPECTED: {
    status: 502,
    retriable: false,
    message: { en: 'At {path} the body should have {expected}.', zh: '消息体的 {path} 处应为 {expected}。' },
    action: BROKEN_DATA,
  },
});
