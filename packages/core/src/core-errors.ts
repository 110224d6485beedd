import { defineErrors } from './errors.ts';

/** What can go wrong in the kernel. */
export const coreErrors = defineErrors({
  BYTES_TRUNCATED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The data ends at byte {length}, but {needed} more bytes were expected at byte {offset}.',
      zh: '数据在第 {length} 字节结束，但在第 {offset} 字节处还需要 {needed} 个字节。',
    },
    action: {
      en: 'The sender or something between broke the data. If it repeats, capture the traffic and report it.',
      zh: '发送方或中间环节损坏了数据。若反复出现，请抓包并反馈。',
    },
  },
  BYTES_MALFORMED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The data at byte {offset} is malformed: {reason}.',
      zh: '第 {offset} 字节处的数据格式错误：{reason}。',
    },
    action: {
      en: 'The sender or something between broke the data. If it repeats, capture the traffic and report it.',
      zh: '发送方或中间环节损坏了数据。若反复出现，请抓包并反馈。',
    },
  },
  NETWORK_INVALID: {
    status: 400,
    retriable: false,
    message: {
      en: '“{value}” is neither an address nor a network such as 10.0.0.0/8.',
      zh: '“{value}”既不是地址，也不是 10.0.0.0/8 这样的网段。',
    },
    action: { en: 'Write it in CIDR notation.', zh: '请使用 CIDR 写法。' },
  },
});
