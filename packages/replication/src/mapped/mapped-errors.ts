import { defineErrors } from '@mqferry/core';

/** What can stop a copy that keeps a map of offsets. */
export const mappedErrors = defineErrors({
  REPLICATION_MAPPED_BEFORE: {
    status: 409,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} was copied with a map of offsets until now.',
      zh: '主题 {topic} 的分区 {partition} 此前是以位点映射方式复制的。',
    },
    action: {
      en: 'Go on so with --mapped {topic}, or have the topic deleted on the target and copied again: --recopy {topic}.',
      zh: '请用 --mapped {topic} 继续，或用 --recopy {topic} 删除目标端主题并重新复制。',
    },
  },
  REPLICATION_MAPPED_OPEN_TRANSACTION: {
    status: 409,
    retriable: false,
    message: {
      en: 'A transaction is open on the target in partition {partition} of topic {topic} from offset {offset} on: what it comes to decides what readers see, so the topic cannot be carried on with a map of offsets.',
      zh: '目标端主题 {topic} 的分区 {partition} 自位点 {offset} 起有未结束的事务，其结果决定读者所见内容，因此无法以位点映射方式继续复制。',
    },
    action: {
      en: 'End the transaction on the target (kafka-transactions.sh abort), or have the topic deleted there and copied again: --recopy {topic}.',
      zh: '请在目标端结束该事务（kafka-transactions.sh abort），或用 --recopy {topic} 删除目标端主题并重新复制。',
    },
  },
  REPLICATION_MAP_MISSING: {
    status: 404,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} was copied with a map of offsets, which is not in the state folder ({folder}).',
      zh: '主题 {topic} 的分区 {partition} 以位点映射方式复制，但状态目录中没有其映射（{folder}）。',
    },
    action: {
      en: 'Name the state folder of the copy with --state. If it is lost, run the copy again with --mapped {topic}: it finds the map again where the source has kept the records.',
      zh: '请用 --state 指定复制所用的状态目录。若已丢失，请用 --mapped {topic} 再次运行复制：只要源端仍保留这些消息，即可重新得出映射。',
    },
  },
  REPLICATION_MAP_UNWRITABLE: {
    status: 507,
    retriable: false,
    message: {
      en: 'The map of offsets cannot be written to {file}: {reason}',
      zh: '无法写入位点映射 {file}：{reason}',
    },
    action: {
      en: 'See that this user may write there and that there is space, then run the same command again: it goes on where it stopped.',
      zh: '请确认该用户可写入该处且空间充足，然后再次运行同一命令，将从停止处继续。',
    },
  },
  REPLICATION_MAPPED_WAY_BACK: {
    status: 422,
    retriable: false,
    message: {
      en: 'Topic {topic} was copied here with a map of offsets, so it does not go back to where it came from: its offsets are others there.',
      zh: '主题 {topic} 是以位点映射方式复制而来，无法复制回其来源集群：两侧位点不同。',
    },
    action: {
      en: 'Leave the topic out with --exclude, or have it deleted there and copied anew with the offsets of this side: --recopy {topic}.',
      zh: '请用 --exclude 排除该主题，或用 --recopy {topic} 删除对端主题并按本端位点重新复制。',
    },
  },
});
