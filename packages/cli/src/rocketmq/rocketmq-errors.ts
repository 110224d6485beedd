import { defineErrors } from '@mqferry/core';

const usage = { status: 400, retriable: false } as const;

/** What can be wrong with a command for RocketMQ, as far as the cluster or the document does not tell it. */
export const rocketmqErrors = defineErrors({
  CLI_NAME_SERVERS_MISSING: {
    ...usage,
    message: { en: 'No name servers are given.', zh: '未指定 NameServer。' },
    action: {
      en: 'Give --name-servers host:port, several of one cluster separated by semicolons.',
      zh: '请给出 --name-servers host:port；同一集群有多个时用分号分隔。',
    },
  },
  CLI_CLUSTER_AMBIGUOUS: {
    ...usage,
    message: {
      en: 'The name servers know several clusters: {names}.',
      zh: 'NameServer 有多个集群：{names}。',
    },
    action: { en: 'Choose one with --cluster.', zh: '请用 --cluster 选择一个。' },
  },
  CLI_CLUSTER_NONE: {
    status: 404,
    retriable: true,
    message: { en: 'The name servers know no cluster.', zh: 'NameServer 中没有任何集群。' },
    action: {
      en: 'Check that these are the name servers that the brokers are told of (namesrvAddr), and that brokers run.',
      zh: '请确认这些是 Broker 所配置的 NameServer（namesrvAddr），且 Broker 正在运行。',
    },
  },
  CLI_FILE_UNREADABLE: {
    ...usage,
    message: { en: 'The file {file} cannot be read: {reason}.', zh: '无法读取文件 {file}：{reason}。' },
    action: { en: 'Check that it exists and may be read.', zh: '请检查文件是否存在且可读。' },
  },
  CLI_FILE_UNWRITABLE: {
    ...usage,
    message: { en: 'The file {file} cannot be written: {reason}.', zh: '无法写入文件 {file}：{reason}。' },
    action: {
      en: 'Give another place, or make room there; a file that exists is not written over.',
      zh: '请指定其他位置或释放空间；已存在的文件不会被覆盖。',
    },
  },
  CLI_QUEUES_INVALID: {
    ...usage,
    message: { en: '--queues {value} is not a range.', zh: '--queues {value} 不是有效的范围。' },
    action: { en: 'Write two numbers from 1 on, such as 3-16.', zh: '请写两个不小于 1 的数，例如 3-16。' },
  },
  CLI_MASTERS_INVALID: {
    ...usage,
    message: {
      en: '--source-masters {value} is not a number of masters.',
      zh: '--source-masters {value} 不是有效的主节点数。',
    },
    action: { en: 'Write a whole number from 1 on.', zh: '请写不小于 1 的整数。' },
  },
  CLI_MESSAGE_TYPE_INVALID: {
    ...usage,
    message: { en: '{value} is not a message type.', zh: '{value} 不是有效的消息类型。' },
    action: {
      en: 'Write {types} for all other topics, or TOPIC=TYPE for one.',
      zh: '请为其余主题写 {types}，或为单个主题写 TOPIC=TYPE。',
    },
  },
  CLI_WORD_INVALID: {
    ...usage,
    message: { en: '{option} {value} is not possible.', zh: '{option} 不能为 {value}。' },
    action: { en: 'Write one of: {words}.', zh: '请写以下之一：{words}。' },
  },
  CLI_RESULT_UNREADABLE: {
    ...usage,
    message: {
      en: '{file} is not the result of an import: {reason}',
      zh: '{file} 不是导入结果：{reason}',
    },
    action: {
      en: 'Give the file that --result has written.',
      zh: '请提供由 --result 写出的文件。',
    },
  },
  CLI_IMPORT_IN_PARTS: {
    ...usage,
    message: {
      en: 'The import is too large for one task and has {count} parts.',
      zh: '该导入超出单次任务的上限，共 {count} 部分。',
    },
    action: {
      en: 'Import them one by one with --part NAME, or all of them, one after the other, with --all-parts.',
      zh: '请用 --part NAME 逐个导入，或用 --all-parts 依次导入全部。',
    },
  },
});
