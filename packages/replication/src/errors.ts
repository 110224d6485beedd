import { defineErrors } from '@mqferry/core';

/** What can stop a migration, a topic or a partition. */
export const replicationErrors = defineErrors({
  REPLICATION_SAME_CLUSTER: {
    status: 409,
    retriable: false,
    message: {
      en: 'Source and target are the same cluster ({clusterId}).',
      zh: '源集群与目标集群是同一个集群（{clusterId}）。',
    },
    action: {
      en: 'Check the bootstrap addresses of both sides.',
      zh: '请检查两侧的引导地址。',
    },
  },
  REPLICATION_THREAD_DIED: {
    status: 500,
    retriable: false,
    message: {
      en: 'A copying thread of this process has ended: {reason}',
      zh: '本进程的一个复制线程已结束：{reason}',
    },
    action: {
      en: 'Run the same command again: it goes on where the target is. Where memory was short, give fewer --threads or more memory.',
      zh: '请重新运行同一命令，它会从目标端现有的位置继续。若内存不足，请减少 --threads 或增加内存。',
    },
  },
  REPLICATION_NOTHING_SELECTED: {
    status: 404,
    retriable: false,
    message: {
      en: 'No topic of the source matches the selection.',
      zh: '源集群中没有符合选择条件的主题。',
    },
    action: {
      en: 'Check the topic patterns, and that this user may describe the topics.',
      zh: '请检查主题匹配表达式，并确认该用户有权查看这些主题。',
    },
  },
  REPLICATION_TARGET_TOO_SMALL: {
    status: 507,
    retriable: false,
    message: {
      en: 'The copy needs {needed} bytes on the target (all replicas counted), but its brokers report {usable} usable bytes.',
      zh: '复制在目标集群上需要 {needed} 字节（含所有副本），但其节点报告的可用空间为 {usable} 字节。',
    },
    action: {
      en: 'Add disk space or brokers to the target, or select fewer topics.',
      zh: '请为目标集群增加磁盘空间或节点，或减少所选主题。',
    },
  },
  REPLICATION_TARGET_TOO_OLD: {
    status: 422,
    retriable: false,
    message: {
      en: 'The target is older than Kafka 0.11: it takes no records of format v2, and so no headers and no transactions. Nothing else is written by a copy.',
      zh: '目标集群早于 Kafka 0.11：它不接受 v2 格式的消息，因而也不支持消息头与事务，而复制只写入该格式。',
    },
    action: {
      en: 'Upgrade the target to Kafka 0.11 or newer (2.8 or newer for transactions).',
      zh: '请将目标集群升级到 Kafka 0.11 或更新版本（迁移事务需要 2.8 或更新版本）。',
    },
  },
  REPLICATION_ZSTD_REFUSED: {
    status: 422,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} holds records compressed with zstd at offset {offset}, which the target (Kafka before 2.1) does not take.',
      zh: '主题 {topic} 的分区 {partition} 在位点 {offset} 处含有以 zstd 压缩的消息，目标集群（2.1 之前的 Kafka）不接受。',
    },
    action: {
      en: 'Upgrade the target to Kafka 2.1 or newer, or leave the topic out with --exclude.',
      zh: '请将目标集群升级到 Kafka 2.1 或更新版本，或用 --exclude 将其排除。',
    },
  },
  REPLICATION_COMPACTED_TOPIC: {
    status: 422,
    retriable: false,
    message: {
      en: 'Topic {topic} is compacted; this user may not write the markers on the target that fill the holes in its offsets.',
      zh: '主题 {topic} 启用了压实；该用户无权在目标集群写入用于填补位点空洞的标记。',
    },
    action: {
      en: 'Grant ClusterAction on the target cluster (or Alter, from Kafka 3.8 on), or leave the topic out with --exclude. Or copy it without identical offsets, by a map of them: --mapped {topic}.',
      zh: '请授予目标集群的 ClusterAction 权限（Kafka 3.8 起也可为 Alter），或用 --exclude 将其排除。也可放弃原位点，用 --mapped {topic} 以位点映射方式复制。',
    },
  },
  REPLICATION_TOO_SPARSE: {
    status: 422,
    retriable: false,
    message: {
      en: 'Compaction left {holes} offsets of topic {topic} without a record; at most {limit} are filled.',
      zh: '压实使主题 {topic} 有 {holes} 个位点没有消息，最多填补 {limit} 个。',
    },
    action: {
      en: 'Leave the topic out with --exclude. Or copy it without identical offsets, by a map of them: --mapped {topic}.',
      zh: '请用 --exclude 排除该主题。也可放弃原位点，用 --mapped {topic} 以位点映射方式复制。',
    },
  },
  REPLICATION_TRANSACTIONAL_TOPIC: {
    status: 422,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} holds transactional records at offset {offset}; this run cannot carry transactions over.',
      zh: '主题 {topic} 的分区 {partition} 在位点 {offset} 处含有事务消息；本次运行无法迁移事务。',
    },
    action: {
      en: 'Give the user the rights on the target that the plan asks for (--dry-run shows them) and start again; with Write on transactional ids that begin with mqferry alone, what was committed is copied. Or leave the topic out with --exclude. Or copy it without identical offsets, by a map of them: --mapped {topic}.',
      zh: '请授予该用户计划所要求的目标集群权限（用 --dry-run 查看）后重新运行；若仅有以 mqferry 开头的事务 ID 的 Write 权限，则只复制已提交的内容。也可用 --exclude 排除该主题，或放弃原位点，用 --mapped {topic} 以位点映射方式复制。',
    },
  },
  REPLICATION_PRODUCER_RESTARTS: {
    status: 409,
    retriable: false,
    message: {
      en: 'Producer {producerId} of partition {partition} of topic {topic} has begun anew with the same id too often to be told apart on the target.',
      zh: '主题 {topic} 分区 {partition} 的生产者 {producerId} 以同一 ID 重新开始的次数过多，目标端已无法区分。',
    },
    action: {
      en: 'Restart that producer, so that it gets a new id; then have the topic deleted on the target and copied again: --recopy {topic}.',
      zh: '请重启该生产者以获取新的 ID，然后用 --recopy {topic} 删除目标端主题并重新复制。',
    },
  },
  REPLICATION_UNKNOWN_CONTROL_RECORD: {
    status: 422,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} holds a control record of an unknown kind at offset {offset}.',
      zh: '主题 {topic} 的分区 {partition} 在位点 {offset} 处含有未知类型的控制消息。',
    },
    action: { en: 'Leave the topic out with --exclude.', zh: '请用 --exclude 排除该主题。' },
  },
  REPLICATION_OFFSET_HOLE: {
    status: 422,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} has a hole: offset {expected} is missing, the next one is {found}.',
      zh: '主题 {topic} 的分区 {partition} 存在空洞：缺少位点 {expected}，下一个位点为 {found}。',
    },
    action: {
      en: 'The topic was compacted. Run the same command again: a plan sees the holes where the source does not tell the settings of its topics. If it is refused once more, leave the topic out with --exclude. Or copy it without identical offsets, by a map of them: --mapped {topic}.',
      zh: '该主题曾被压实。请再次运行同一命令：源端不提供主题设置时，计划会识别这些空洞。若仍被拒绝，请用 --exclude 将其排除。也可放弃原位点，用 --mapped {topic} 以位点映射方式复制。',
    },
  },
  REPLICATION_START_TOO_HIGH: {
    status: 422,
    retriable: false,
    message: {
      en: 'Raising the log starts of topic {topic} to the source’s needs {offsets} filler offsets; at most {limit} are filled.',
      zh: '将主题 {topic} 的日志起点抬升到源端需要填充 {offsets} 个位点，上限为 {limit}。',
    },
    action: {
      en: 'Leave the topic out with --exclude. Or copy it without identical offsets, by a map of them: --mapped {topic}.',
      zh: '请用 --exclude 排除该主题。也可放弃原位点，用 --mapped {topic} 以位点映射方式复制。',
    },
  },
  REPLICATION_PARTITIONS_DIFFER: {
    status: 409,
    retriable: false,
    message: {
      en: 'Topic {topic} has {source} partitions at the source, but {target} on the target.',
      zh: '主题 {topic} 在源端有 {source} 个分区，在目标端有 {target} 个。',
    },
    action: {
      en: 'Delete the topic on the target if it holds nothing you need, or leave it out with --exclude.',
      zh: '若目标端该主题无需保留，请删除它；否则用 --exclude 排除。',
    },
  },
  REPLICATION_TARGET_HAS_OTHER_DATA: {
    status: 409,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} on the target holds data that is not the source’s: {detail}.',
      zh: '目标端主题 {topic} 的分区 {partition} 含有与源端不同的数据：{detail}。',
    },
    action: {
      en: 'Delete the topic on the target if it holds nothing you need, or leave it out with --exclude. Or copy it without identical offsets, by a map of them: --mapped {topic}.',
      zh: '若目标端该主题无需保留，请删除它；否则用 --exclude 排除。也可放弃原位点，用 --mapped {topic} 以位点映射方式复制。',
    },
  },
  REPLICATION_TOPIC_REFUSED: {
    status: 422,
    retriable: false,
    message: {
      en: 'The target refuses to create topic {topic}: {reason}',
      zh: '目标集群拒绝创建主题 {topic}：{reason}',
    },
    action: {
      en: 'Check the rights of this user and the policies of the target.',
      zh: '请检查该用户的权限与目标集群的策略。',
    },
  },
  REPLICATION_RECOPY_FOREIGN: {
    status: 409,
    retriable: false,
    message: {
      en: 'Topic {topic} on the target is not deleted for a new copy: partition {partition} holds records at offset {offset} that are not from this source.',
      zh: '不会为重新复制而删除目标端主题 {topic}：其分区 {partition} 在位点 {offset} 处含有并非来自该源端的消息。',
    },
    action: {
      en: 'If you need none of it, name the topic exactly: --recopy {topic}. Topics are given up one at a time.',
      zh: '若其中内容均无需保留，请写出完整的主题名：--recopy {topic}。每次只能放弃一个主题。',
    },
  },
  REPLICATION_NAMES_COLLIDE: {
    status: 409,
    retriable: false,
    message: {
      en: 'The target takes only one of these topics, for it does not tell dots from underscores in their names: {topics}.',
      zh: '目标集群不区分名称中的点与下划线，因此以下主题只能接受其中之一：{topics}。',
    },
    action: { en: 'Leave the others out with --exclude.', zh: '请用 --exclude 排除其余主题。' },
  },
  REPLICATION_BATCHES_TOO_LARGE: {
    status: 422,
    retriable: false,
    message: {
      en: 'Batches of topic {topic} may have {source} bytes at the source, but requests to the target at most {target}.',
      zh: '主题 {topic} 在源端的批次可达 {source} 字节，而发往目标集群的请求至多为 {target} 字节。',
    },
    action: {
      en: 'Raise socket.request.max.bytes of the target’s brokers, or lower max.message.bytes of the topic at the source if no batch of it is larger.',
      zh: '请调大目标端节点的 socket.request.max.bytes；若源端该主题没有更大的批次，也可调小其 max.message.bytes。',
    },
  },
  REPLICATION_DIVERGED: {
    status: 409,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} diverged: the records meant for offset {expected} went to offset {actual} on the target.',
      zh: '主题 {topic} 的分区 {partition} 已偏离：应写入位点 {expected} 的消息被写到目标端位点 {actual}。',
    },
    action: {
      en: 'Somebody else writes to this topic on the target. Stop them, then have the topic deleted there and copied again: --recopy {topic}. Or copy it without identical offsets, by a map of them: --mapped {topic}.',
      zh: '有其他程序在写目标端的该主题。请停止写入，然后用 --recopy {topic} 删除目标端主题并重新复制。也可放弃原位点，用 --mapped {topic} 以位点映射方式复制。',
    },
  },
  REPLICATION_SOURCE_GAP: {
    status: 409,
    retriable: false,
    message: {
      en: 'The source deleted {count} records of partition {partition} of topic {topic} before they were copied (offsets {from} to {to}).',
      zh: '源端在复制之前删除了主题 {topic} 分区 {partition} 的 {count} 条消息（位点 {from} 至 {to}）。',
    },
    action: {
      en: 'Raise the retention at the source. To go on without these records, run the same command with --accept-gap {topic}.',
      zh: '请调大源端的保留时间。若可放弃这些消息，请在同一命令中加上 --accept-gap {topic} 后运行。',
    },
  },
  REPLICATION_GAP_IN_TRANSACTION: {
    status: 409,
    retriable: false,
    message: {
      en: 'The source deleted records of partition {partition} of topic {topic} from offset {from} on before they were copied, and with them the end of a transaction that is open on the target.',
      zh: '源端在复制之前删除了主题 {topic} 分区 {partition} 自位点 {from} 起的消息，其中包含目标端一个未结束事务的结尾。',
    },
    action: {
      en: 'Have the topic deleted on the target and copied again: --recopy {topic}.',
      zh: '请用 --recopy {topic} 删除目标端主题并重新复制。',
    },
  },
  REPLICATION_SOURCE_TRUNCATED: {
    status: 409,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} lost records at the source that were copied already: its log now ends differently from offset {offset} on.',
      zh: '主题 {topic} 的分区 {partition} 在源端丢失了已复制的消息：从位点 {offset} 起日志内容已不同。',
    },
    action: {
      en: 'An unclean leader election or a recreated topic is the usual cause. Decide which side is right; to follow the source, have the topic deleted on the target and copied again: --recopy {topic}. Or copy it without identical offsets, by a map of them: --mapped {topic}.',
      zh: '通常由非同步副本选主或主题被重建造成。请判断以哪一侧为准；若以源端为准，请用 --recopy {topic} 删除目标端主题并重新复制。也可放弃原位点，用 --mapped {topic} 以位点映射方式复制。',
    },
  },
  REPLICATION_TOPIC_RECREATED: {
    status: 409,
    retriable: false,
    message: {
      en: 'Topic {topic} was deleted and created again at the source.',
      zh: '主题 {topic} 在源端被删除后重新创建。',
    },
    action: {
      en: 'To copy the new topic, have the old copy on the target deleted: --recopy {topic}.',
      zh: '若要复制新主题，请用 --recopy {topic} 删除目标端的旧副本。',
    },
  },
  REPLICATION_TOPIC_DELETED: {
    status: 410,
    retriable: false,
    message: {
      en: 'Topic {topic} was deleted at the source. What was copied of it stays on the target.',
      zh: '主题 {topic} 在源端已被删除。已复制的内容保留在目标端。',
    },
    action: {
      en: 'Leave it out with --exclude. If it still exists, this user may not describe it any more: grant that and run the same command again.',
      zh: '请用 --exclude 将其排除。若该主题仍存在，则该用户已无权查看它：请授权后再次运行同一命令。',
    },
  },
  REPLICATION_TOPICS_SHARED: {
    status: 409,
    retriable: false,
    message: {
      en: 'Several processes share replication {replication}, and all of them have to choose the same topics.',
      zh: '复制 {replication} 由多个进程分担，它们必须选择相同的主题。',
    },
    action: {
      en: 'End its workers and start them with other --topics and --exclude; they go on where the target is.',
      zh: '请结束各 worker，再以新的 --topics 与 --exclude 启动；它们会从目标端现有的位置继续。',
    },
  },
  REPLICATION_TOPICS_FIXED: {
    status: 409,
    retriable: false,
    message: {
      en: "A copy that ends at the source's present end (--once) keeps the topics that it began with.",
      zh: '复制到源端当前末尾即结束的任务（--once）不能更改其主题。',
    },
    action: {
      en: 'Start another one for the other topics, or use --follow.',
      zh: '请为其他主题另行启动一个任务，或使用 --follow。',
    },
  },
  REPLICATION_TOPIC_OWNED: {
    status: 409,
    retriable: false,
    message: {
      en: 'Topic {topic} is being copied to this target by another migration: {replication} on {host}, process {pid}, since {since}.',
      zh: '主题 {topic} 正由另一个迁移复制到该目标端：{replication}，主机 {host}，进程 {pid}，自 {since} 起。',
    },
    action: {
      en: 'End that one first, or leave the topic out with --exclude. Several processes share the work of one migration as mqferry worker with the same --replication, --topics, --exclude and --state.',
      zh: '请先结束该迁移，或用 --exclude 排除该主题。多个进程可用 mqferry worker 以相同的 --replication、--topics、--exclude 与 --state 分担同一迁移。',
    },
  },
  REPLICATION_GROUP_RIGHT_MISSING: {
    status: 403,
    retriable: false,
    message: {
      en: 'This user may not use the consumer group {group} on the target, in which copiers agree on who copies what.',
      zh: '该用户无权使用目标端的消费组 {group}，复制进程通过该组协商各自复制的内容。',
    },
    action: {
      en: 'Grant Read on the group {group}, or on all groups whose names begin with __mqferry-.',
      zh: '请授予消费组 {group}（或名称以 __mqferry- 开头的所有消费组）的 Read 权限。',
    },
  },
  REPLICATION_STALLED: {
    status: 504,
    retriable: true,
    message: {
      en: 'Partition {partition} of topic {topic} made no progress for {seconds} s: {reason}',
      zh: '主题 {topic} 的分区 {partition} 已 {seconds} 秒没有进展：{reason}',
    },
    action: {
      en: 'Repair the cluster, then run the same command again: it goes on where it stopped.',
      zh: '请修复集群后再次运行同一命令，将从停止处继续。',
    },
  },
  REPLICATION_WRITE_REFUSED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The target refused records of partition {partition} of topic {topic} at offset {offset} with {error}: {detail}',
      zh: '目标端以 {error} 拒绝了主题 {topic} 分区 {partition} 在位点 {offset} 的消息：{detail}',
    },
    action: {
      en: 'Cure the cause on the target, then run the same command again: it goes on where it stopped.',
      zh: '请在目标端排除原因后再次运行同一命令，将从停止处继续。',
    },
  },
  REPLICATION_READ_REFUSED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The source refused to read partition {partition} of topic {topic} at offset {offset} with {error}: {detail}',
      zh: '源端以 {error} 拒绝读取主题 {topic} 分区 {partition} 的位点 {offset}：{detail}',
    },
    action: {
      en: 'Cure the cause at the source, then run the same command again: it goes on where it stopped.',
      zh: '请在源端排除原因后再次运行同一命令，将从停止处继续。',
    },
  },
});
