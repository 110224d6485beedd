import { defineErrors } from '@mqferry/core';

const final = { status: 409, retriable: false } as const;

/** What can stop a dump task. */
export const dumpErrors = defineErrors({
  DUMP_TO_ITSELF: {
    ...final,
    message: {
      en: 'Topic {topic} would be dumped to itself.',
      zh: '主题 {topic} 将被转储到自身。',
    },
    action: { en: 'Choose another target topic, or another cluster.', zh: '请选择其他目标主题或其他集群。' },
  },
  DUMP_TARGET_MISSING: {
    ...final,
    status: 404,
    message: { en: 'The target has no topic {topic}.', zh: '目标集群中没有主题 {topic}。' },
    action: {
      en: 'Create it there, or have the dump task create it, with the number of partitions that it is to have.',
      zh: '请在目标集群创建该主题，或在转储任务中指定分区数由任务创建。',
    },
  },
  DUMP_SOURCE_MISSING: {
    ...final,
    status: 404,
    message: { en: 'The source has no topic {topic}.', zh: '源集群中没有主题 {topic}。' },
    action: {
      en: 'If it was deleted, the task is over: delete it. Else check that this user may describe the topic.',
      zh: '若主题已被删除，任务即告结束，可将其删除；否则请确认该用户有权查看该主题。',
    },
  },
  DUMP_SOURCE_RECREATED: {
    ...final,
    message: {
      en: 'Topic {topic} of the source was deleted and created anew: it is not the log that the dump has read so far.',
      zh: '源端主题 {topic} 已被删除并重建：它不再是此前转储所读取的日志。',
    },
    action: {
      en: 'Make another dump task for the new topic, and delete this one.',
      zh: '请为新主题另建转储任务，并删除本任务。',
    },
  },
  DUMP_SOURCE_TRUNCATED: {
    ...final,
    message: {
      en: 'Partition {partition} of topic {topic} ends at offset {end} on the source, but was read up to {offset}: it was created anew, or has lost records.',
      zh: '源端主题 {topic} 的分区 {partition} 现止于位点 {end}，而此前已读到 {offset}：主题已重建，或丢失了消息。',
    },
    action: {
      en: 'Find out what happened there. Make another dump task with the offsets to go on from, and delete this one.',
      zh: '请查明原因。然后以要继续的位点另建转储任务，并删除本任务。',
    },
  },
  DUMP_RECORDS_LOST: {
    ...final,
    message: {
      en: 'The source has deleted the records {from} to {to} (exclusive) of partition {partition} of topic {topic} before they were read.',
      zh: '源端在读取之前已删除主题 {topic} 分区 {partition} 的消息，位点 {from} 至 {to}（不含）。',
    },
    action: {
      en: 'To go on without them, accept gaps in the settings of the task, then resume it. Longer retention of the source keeps this from happening again.',
      zh: '若要跳过它们继续，请在任务设置中接受缺口，然后恢复任务。延长源端保留时间可避免再次发生。',
    },
  },
  DUMP_START_OUTSIDE: {
    ...final,
    status: 400,
    message: {
      en: 'Offset {offset} is not in partition {partition} of topic {topic}, which has {first} to {end} (exclusive).',
      zh: '位点 {offset} 不在主题 {topic} 的分区 {partition} 中，其范围为 {first} 至 {end}（不含）。',
    },
    action: { en: 'Choose a start offset in this range.', zh: '请在该范围内选择起始位点。' },
  },
  DUMP_START_UNKNOWN: {
    ...final,
    status: 400,
    message: {
      en: 'Topic {topic} has no partition {partition} to start in.',
      zh: '主题 {topic} 没有起始位点所指的分区 {partition}。',
    },
    action: { en: 'Leave it out of the start offsets.', zh: '请从起始位点中去掉该分区。' },
  },
  DUMP_PARTITIONS_FEWER: {
    ...final,
    message: {
      en: 'Topic {sourceTopic} has {source} partitions and {targetTopic} only {target}: records cannot keep their partition numbers.',
      zh: '主题 {sourceTopic} 有 {source} 个分区，而 {targetTopic} 只有 {target} 个：消息无法保持分区号。',
    },
    action: {
      en: 'Add partitions to the target topic, or make a dump task that distributes records by key.',
      zh: '请为目标主题增加分区，或另建按键分区的转储任务。',
    },
  },
  DUMP_TARGET_TOO_OLD: {
    ...final,
    status: 422,
    message: {
      en: 'The target is older than Kafka 2.5: it does not tell whether committed offsets are stable, so that records could be doubled.',
      zh: '目标集群早于 Kafka 2.5：无法得知已提交位点是否稳定，可能造成消息重复。',
    },
    action: {
      en: 'Upgrade the target to Kafka 2.5 or newer.',
      zh: '请将目标集群升级到 Kafka 2.5 或更新版本。',
    },
  },
  DUMP_POSITIONS_GONE: {
    ...final,
    message: {
      en: 'The target does not have the positions of this dump any more (group {group}): the target topic was created anew, the group was deleted, or nothing was committed for longer than offsets.retention.minutes.',
      zh: '目标集群上已没有本转储的位点（消费组 {group}）：目标主题被重建，消费组被删除，或超过 offsets.retention.minutes 未提交。',
    },
    action: {
      en: 'Going on would lose or double records. The log of the task tells where it last was: make another one with exact start offsets.',
      zh: '继续会丢失或重复消息。任务日志中记录了最后的位点：请以确切的起始位点另建任务。',
    },
  },
  DUMP_POSITIONS_UNREADABLE: {
    ...final,
    message: {
      en: 'What group {group} has committed on the target is not what dump tasks commit.',
      zh: '目标集群上消费组 {group} 提交的内容不是转储任务所提交的。',
    },
    action: {
      en: 'A newer release or somebody else has written there. Make another dump task.',
      zh: '可能由更新版本或他人写入。请另建转储任务。',
    },
  },
  DUMP_RIGHTS_MISSING: {
    ...final,
    status: 403,
    message: {
      en: 'This user lacks a right on the target: {right} on {resource}. Dumps write in transactions.',
      zh: '该用户在目标集群缺少权限：{resource} 的 {right}。转储以事务方式写入。',
    },
    action: {
      en: 'Grant Write and Describe on the transactional ids mqferry-dump-*, Read on the groups __mqferry-dump-*, and Write, Read and Describe on the target topic.',
      zh: '请授予事务 ID mqferry-dump-* 的 Write 与 Describe、消费组 __mqferry-dump-* 的 Read，以及目标主题的 Write、Read 与 Describe 权限。',
    },
  },
  DUMP_SOURCE_RIGHTS_MISSING: {
    ...final,
    status: 403,
    message: {
      en: 'This user may not read topic {topic} of the source.',
      zh: '该用户无权读取源端主题 {topic}。',
    },
    action: { en: 'Grant Read and Describe on it.', zh: '请授予其 Read 与 Describe 权限。' },
  },
  DUMP_FENCED: {
    status: 409,
    retriable: true,
    message: {
      en: 'Another process has taken over this dump.',
      zh: '另一个进程已接管本转储。',
    },
    action: {
      en: 'Nothing is lost or doubled by it. If it goes on, two services run the same task: end one of them.',
      zh: '不会因此丢失或重复消息。若持续出现，说明两个服务在运行同一任务：请停止其中之一。',
    },
  },
  DUMP_SERVER_ERROR: {
    status: 502,
    retriable: true,
    message: {
      en: 'A broker of the target had an error of its own, and how the transaction under way has ended is not known.',
      zh: '目标集群的一个 broker 发生内部错误，当前事务的结果未知。',
    },
    action: {
      en: 'The next attempt looks it up and goes on from there; nothing is lost or doubled. If it goes on, see the log of that broker.',
      zh: '下一次尝试会查明结果并由此继续，不会丢失或重复消息。若持续出现，请查看该 broker 的日志。',
    },
  },
  DUMP_RECORD_REFUSED: {
    ...final,
    status: 422,
    message: {
      en: 'The target refuses a batch for partition {partition} of topic {topic}, which has source records {from} and after: {error}, {detail}',
      zh: '目标拒绝写入主题 {topic} 分区 {partition} 的批次（源端消息 {from} 起）：{error}，{detail}',
    },
    action: {
      en: 'See the error: raise max.message.bytes of the target topic, or loosen its limits on timestamps, then resume.',
      zh: '请根据该错误处理：调大目标主题的 max.message.bytes，或放宽其时间戳限制，然后恢复任务。',
    },
  },
});
