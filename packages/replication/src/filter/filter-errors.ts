import { defineErrors } from '@mqferry/core';

/** What can be wrong with a filter. */
export const filterErrors = defineErrors({
  FILTER_INVALID: {
    status: 400,
    retriable: false,
    message: { en: 'The filter is not valid: {reason}', zh: '过滤表达式无效：{reason}' },
    action: {
      en: 'Filters are CEL expressions over key, value, keyJson, valueJson, keyBytes, valueBytes, headers, timestamp, partition, offset and topic, which give true or false.',
      zh: '过滤条件是 CEL 表达式，可使用 key、value、keyJson、valueJson、keyBytes、valueBytes、headers、timestamp、partition、offset 与 topic，结果须为 true 或 false。',
    },
  },
  FILTER_FAILED: {
    status: 422,
    retriable: false,
    message: {
      en: 'The filter cannot be evaluated for the record at offset {offset} of partition {partition} of topic {topic}: {reason}',
      zh: '无法对主题 {topic} 分区 {partition} 位点 {offset} 的消息求值过滤条件：{reason}',
    },
    action: {
      en: 'Ask in the filter for what a record may lack, as in has(valueJson.name), or skip such records.',
      zh: '请在过滤条件中先判断可能缺少的内容，如 has(valueJson.name)，或选择跳过此类消息。',
    },
  },
});
