import { defineErrors } from '@mqferry/core';

const conflict = { status: 409, retriable: true } as const;
const LOOK_AGAIN = { en: 'Scan again when it is over.', zh: '待其结束后重新扫描。' };

/** Why a topic or group could not be switched now, or what is to be known before it is. */
export const readinessErrors = defineErrors({
  READINESS_ON_TARGET: {
    ...conflict,
    message: { en: 'The applications are on the target already.', zh: '应用已在目标端。' },
    action: { en: 'There is nothing to do.', zh: '无需任何操作。' },
  },
  READINESS_SOURCE_UNREACHABLE: {
    ...conflict,
    message: { en: 'The source does not answer: {reason}', zh: '源端没有应答：{reason}' },
    action: { en: 'Look at the cluster, then scan again.', zh: '请检查该集群，然后重新扫描。' },
  },
  READINESS_TARGET_UNREACHABLE: {
    ...conflict,
    message: { en: 'The target does not answer: {reason}', zh: '目标端没有应答：{reason}' },
    action: { en: 'Look at the cluster, then scan again.', zh: '请检查该集群，然后重新扫描。' },
  },
  READINESS_SOURCE_UNDER_REPLICATED: {
    ...conflict,
    message: {
      en: 'Partitions of {topic} have replicas on the source that are not in sync: {partitions}.',
      zh: '主题 {topic} 在源端有未同步的副本，分区：{partitions}。',
    },
    action: { en: 'Look at the brokers of the source.', zh: '请检查源端的 broker。' },
  },
  READINESS_TARGET_UNDER_REPLICATED: {
    ...conflict,
    message: {
      en: 'Partitions of {topic} have replicas on the target that are not in sync: {partitions}.',
      zh: '主题 {topic} 在目标端有未同步的副本，分区：{partitions}。',
    },
    action: { en: 'Look at the brokers of the target.', zh: '请检查目标端的 broker。' },
  },
  READINESS_TRANSACTION_OPEN: {
    ...conflict,
    message: {
      en: 'A transaction stays open in {topic} on the source, partitions: {partitions}.',
      zh: '主题 {topic} 在源端有未结束的事务，分区：{partitions}。',
    },
    action: {
      en: 'Let its producer end it; one whose producer is gone ends with its timeout, or is aborted by Kafka’s own tools.',
      zh: '请让生产者结束该事务；若生产者已不存在，事务会在超时后结束，或用 Kafka 自带工具中止。',
    },
  },
  READINESS_GROUP_REBALANCING: {
    ...conflict,
    message: { en: 'Group {group} is rebalancing ({state}).', zh: '消费组 {group} 正在重平衡（{state}）。' },
    action: LOOK_AGAIN,
  },
  READINESS_GROUP_WITHOUT_OFFSETS: {
    ...conflict,
    message: {
      en: 'The target has no offsets of group {group} for partitions that it reads on the source.',
      zh: '目标端缺少消费组 {group} 在源端所读分区的位点。',
    },
    action: {
      en: 'Let the migration take the offsets of this group along, or delete the group on the source if nobody uses it.',
      zh: '请将该消费组纳入迁移；若已无人使用，请在源端删除该消费组。',
    },
  },
  READINESS_GROUP_TOPICS: {
    ...conflict,
    message: {
      en: 'Topics that the group reads are not ready: {topics}.',
      zh: '该消费组所读的主题尚未就绪：{topics}。',
    },
    action: { en: 'See the reasons of these topics.', zh: '请查看这些主题的原因。' },
  },
  READINESS_UNIT_NOT_READY: {
    ...conflict,
    message: {
      en: 'It moves together with topics that are not ready: {topics} ({bonds}).',
      zh: '须与其一起切换的主题尚未就绪：{topics}（{bonds}）。',
    },
    action: { en: 'See the reasons of these topics.', zh: '请查看这些主题的原因。' },
  },
  READINESS_PRODUCERS_WRITE: {
    ...conflict,
    message: {
      en: 'Producers write to it: {records} records within {seconds} seconds.',
      zh: '生产者正在写入：{seconds} 秒内 {records} 条消息。',
    },
    action: {
      en: 'They are stopped when the switch begins, or refused by an ACL.',
      zh: '切换开始时须停止生产者，或通过 ACL 拒绝写入。',
    },
  },
  READINESS_GROUP_ACTIVE: {
    ...conflict,
    message: { en: 'Group {group} has {members} members.', zh: '消费组 {group} 有 {members} 个成员。' },
    action: {
      en: 'They are stopped during the switch, and start on the target.',
      zh: '切换期间须停止它们，之后在目标端启动。',
    },
  },
  READINESS_RETENTION_LIMITS: {
    ...conflict,
    message: {
      en: 'The source keeps records of {topic} for {hours} hours.',
      zh: '源端保留主题 {topic} 的消息 {hours} 小时。',
    },
    action: {
      en: 'If the copy back stands still for longer after the switch, going back loses what was deleted meanwhile.',
      zh: '切换后若反向复制停止超过该时长，回切会丢失期间被删除的消息。',
    },
  },
  READINESS_COPIER_MAY_NOT_WRITE: {
    ...conflict,
    message: {
      en: 'The user of the service may not write to {topic} on the source.',
      zh: '服务所用的用户无权写入源端的主题 {topic}。',
    },
    action: {
      en: 'Without that right nothing is copied back after the switch, so there is no way back.',
      zh: '没有该权限，切换后无法反向复制，也就无法回切。',
    },
  },
  READINESS_BEYOND_MIGRATION: {
    ...conflict,
    message: {
      en: 'Applications use it together with topics that are not part of the migration: {topics} ({bonds}).',
      zh: '应用将其与不属于该迁移的主题共同使用：{topics}（{bonds}）。',
    },
    action: {
      en: 'Add them to the migration, or have these applications use both clusters.',
      zh: '请将其加入迁移，或让这些应用同时使用两侧集群。',
    },
  },
  READINESS_NO_DENIAL: {
    ...conflict,
    message: {
      en: 'The service may not refuse writes on the source by ACLs: it has no right to change them.',
      zh: '服务无权更改源端的 ACL，因此不能通过 ACL 拒绝写入。',
    },
    action: {
      en: 'Give its user the right to alter the cluster, or stop the producers by hand.',
      zh: '请授予该用户对集群的 ALTER 权限，或由人工停止生产者。',
    },
  },
});
