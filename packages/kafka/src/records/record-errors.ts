import { defineErrors } from '@mqferry/core';

const brokenAtSource = {
  en: 'Compare with another replica of the partition. If they agree, the data was written this way: skip it deliberately or repair it at the source.',
  zh: '请与该分区的其他副本比较。若结果一致，说明数据写入时即如此：请有意跳过，或在源端修复。',
} as const;

/** What can go wrong with record batches. */
export const recordErrors = defineErrors({
  RECORDS_MALFORMED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The record batch at offset {offset} is malformed: {reason}.',
      zh: '偏移量 {offset} 处的记录批次格式错误：{reason}。',
    },
    action: brokenAtSource,
  },
  RECORDS_CRC_MISMATCH: {
    status: 502,
    retriable: false,
    message: {
      en: 'The record batch at offset {offset} is corrupt: its checksum is {computed}, but {stored} is stored in it.',
      zh: '偏移量 {offset} 处的记录批次已损坏：计算所得校验和为 {computed}，其中保存的为 {stored}。',
    },
    action: brokenAtSource,
  },
  RECORDS_UNKNOWN_FORMAT: {
    status: 502,
    retriable: false,
    message: {
      en: 'The record batch at offset {offset} has the message format {magic}, which is not known here.',
      zh: '偏移量 {offset} 处的记录批次使用了未知的消息格式 {magic}。',
    },
    action: {
      en: 'The data is corrupt, or the broker is newer than this version of mqferry: look for an update.',
      zh: '数据已损坏，或者代理比当前 mqferry 版本更新：请检查是否有更新版本。',
    },
  },
  RECORDS_UNKNOWN_COMPRESSION: {
    status: 502,
    retriable: false,
    message: {
      en: 'The record batch at offset {offset} is compressed by a method with the number {id}, which is not known here.',
      zh: '偏移量 {offset} 处的记录批次使用了编号为 {id} 的未知压缩方式。',
    },
    action: {
      en: 'The data is corrupt, or the broker is newer than this version of mqferry: look for an update.',
      zh: '数据已损坏，或者代理比当前 mqferry 版本更新：请检查是否有更新版本。',
    },
  },
  RECORDS_DECOMPRESSION_FAILED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The {compression} data of a record batch cannot be decompressed: {reason}.',
      zh: '无法解压记录批次中的 {compression} 数据：{reason}。',
    },
    action: brokenAtSource,
  },
  RECORDS_TOO_LARGE_DECOMPRESSED: {
    status: 413,
    retriable: false,
    message: {
      en: 'The {compression} data of a record batch is larger than {limit} bytes when decompressed.',
      zh: '记录批次中的 {compression} 数据解压后超过 {limit} 字节。',
    },
    action: {
      en: 'If such batches are expected, raise the limit on decompressed batches; otherwise find the producer that writes them.',
      zh: '若此类批次属于预期，请提高解压后批次大小的上限；否则请找出写入这些批次的生产者。',
    },
  },
  RECORDS_NOT_REWRITABLE: {
    status: 422,
    retriable: false,
    message: {
      en: 'The record batch at offset {offset} has the message format {magic}; only format 2 can be rewritten.',
      zh: '偏移量 {offset} 处的记录批次使用消息格式 {magic}；只有格式 2 可以改写。',
    },
    action: {
      en: 'Batches of the old formats have to be re-encoded.',
      zh: '旧格式的批次必须重新编码。',
    },
  },
});
