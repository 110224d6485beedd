import type { LocalizedText } from '@mqferry/core';

export const SEVERITIES = ['high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

interface RiskDefinition {
  readonly severity: Severity;
  readonly message: LocalizedText;
  readonly advice: LocalizedText;
}

/** Everything that an assessment warns of. */
export const RISKS = {
  PARTITIONS_OFFLINE: {
    severity: 'high',
    message: {
      en: 'Partitions without a leader: {count} ({examples}).',
      zh: '{count} 个分区没有主副本：{examples}。',
    },
    advice: {
      en: 'Repair the source first: what has no leader cannot be read, measured or copied.',
      zh: '请先修复源集群：没有主副本的分区无法读取、测量或复制。',
    },
  },
  DISK_NEARLY_FULL: {
    severity: 'high',
    message: {
      en: 'The fullest broker of the source uses {share} of its disk.',
      zh: '源端最满的 broker 已使用 {share} 的磁盘。',
    },
    advice: {
      en: 'Make room before the migration takes longer than the rest lasts.',
      zh: '请在剩余空间耗尽之前腾出空间。',
    },
  },
  TIERED_STORAGE: {
    severity: 'high',
    message: {
      en: 'Topics with records in remote storage: {count} ({examples}).',
      zh: '{count} 个主题将消息存放在远程存储：{examples}。',
    },
    advice: {
      en: 'The disk reckoned here does not hold what is stored remotely. Check what of it is needed, and whether the target has remote storage.',
      zh: '此处计算的磁盘不含远程部分。请确认需要保留的数据以及目标端是否有远程存储。',
    },
  },
  HUGE_MESSAGES: {
    severity: 'high',
    message: { en: 'Messages of up to {size} are written.', zh: '存在最大 {size} 的消息。' },
    advice: {
      en: 'Set message.max.bytes, replica.fetch.max.bytes and the consumers’ fetch sizes of the target to it, and mind the memory of brokers; or keep such data outside of Kafka.',
      zh: '请据此设置目标端的 message.max.bytes、replica.fetch.max.bytes 和消费者抓取大小，并注意 broker 内存；或将此类数据存放在 Kafka 之外。',
    },
  },
  UNDER_REPLICATED: {
    severity: 'high',
    message: {
      en: 'Partitions that lack replicas in sync: {count} ({examples}).',
      zh: '{count} 个分区的同步副本不足：{examples}。',
    },
    advice: {
      en: 'Repair the source first: reading for the copy adds load to brokers that do not keep up.',
      zh: '请先修复源集群：复制的读取会加重跟不上的 broker 的负担。',
    },
  },
  VERSION_OLD: {
    severity: 'medium',
    message: {
      en: 'The source runs Kafka {version}, older than 2.1.',
      zh: '源端运行 Kafka {version}，早于 2.1。',
    },
    advice: {
      en: 'Kafka 4 refuses the requests of clients older than 2.1 (KIP-896). Check the clients’ versions, or choose a target of 3.x.',
      zh: 'Kafka 4 拒绝 2.1 之前客户端的请求（KIP-896）。请检查客户端版本，或选用 3.x 目标。',
    },
  },
  MESSAGE_FORMAT_OLD: {
    severity: 'medium',
    message: {
      en: 'Topics with message format v0 or v1: {count} ({examples}).',
      zh: '{count} 个主题中存在 v0 或 v1 格式的消息：{examples}。',
    },
    advice: {
      en: 'They are written to the target in format v2. Clients from before 2.1 have to be upgraded for a target of Kafka 4.',
      zh: '这些消息会以 v2 格式写入目标端。若目标为 Kafka 4，须升级 2.1 之前的客户端。',
    },
  },
  TRANSACTIONS: {
    severity: 'medium',
    message: { en: 'Transactions are in use.', zh: '正在使用事务。' },
    advice: {
      en: 'The copy needs CLUSTER_ACTION on the target to carry them over as they are; plan a migration to see how each topic is copied. Producers end their transactions before the switch.',
      zh: '复制需要目标端的 CLUSTER_ACTION 权限才能原样搬运事务；请生成迁移计划查看每个主题的复制方式。生产者须在切换前结束事务。',
    },
  },
  COMPACTED_TOPICS: {
    severity: 'medium',
    message: {
      en: 'Compacted topics: {count} ({examples}).',
      zh: '{count} 个主题启用了压实：{examples}。',
    },
    advice: {
      en: 'Their logs have holes. Topics with many may be refused identical offsets and need a map of offsets (--mapped); the plan of a migration tells which.',
      zh: '其日志存在空洞。空洞过多的主题可能无法保持原位点，需使用位点映射（--mapped）；迁移计划会逐一说明。',
    },
  },
  MAY_BE_MAPPED: {
    severity: 'medium',
    message: {
      en: 'Topics that probably cannot keep their offsets: {count} ({examples}).',
      zh: '{count} 个主题很可能无法保持原位点：{examples}。',
    },
    advice: {
      en: 'More than {limit} offsets without a record would have to be filled. Copy these with --mapped, or allow more holes.',
      zh: '需要填充的空洞超过 {limit} 个。请对其使用 --mapped，或允许更多空洞。',
    },
  },
  SCRAM_USERS: {
    severity: 'medium',
    message: { en: 'SCRAM users: {count}.', zh: '存在 {count} 个 SCRAM 用户。' },
    advice: {
      en: 'Brokers do not give out what they keep of passwords: each user needs a new password on the target, and its clients have to be told.',
      zh: 'broker 不会给出所保存的密码信息：每个用户在目标端都需要新密码，并须告知其客户端。',
    },
  },
  LARGE_MESSAGES: {
    severity: 'medium',
    message: {
      en: 'Topics allow batches of up to {size}, more than Kafka’s default of 1 MiB: {examples}.',
      zh: '部分主题允许最大 {size} 的批次，超过 Kafka 默认的 1 MiB：{examples}。',
    },
    advice: {
      en: 'Set message.max.bytes and replica.fetch.max.bytes of the target no lower.',
      zh: '目标端的 message.max.bytes 和 replica.fetch.max.bytes 不应低于该值。',
    },
  },
  STREAMS_TOPICS: {
    severity: 'medium',
    message: {
      en: 'Internal topics of Kafka Streams: {count} ({examples}).',
      zh: '发现 {count} 个 Kafka Streams 内部主题：{examples}。',
    },
    advice: {
      en: 'They move together with the topics that their applications read and write.',
      zh: '它们须与对应应用读写的主题一起迁移。',
    },
  },
  SHARE_GROUPS: {
    severity: 'medium',
    message: {
      en: 'Share groups in use: {count} ({examples}).',
      zh: '正在使用 {count} 个共享组：{examples}。',
    },
    advice: {
      en: 'What a share group has acknowledged cannot be carried over; plan what it may read twice.',
      zh: '共享组的确认状态无法迁移；请规划可能重复读取的部分。',
    },
  },
  SINGLE_REPLICA: {
    severity: 'medium',
    message: {
      en: 'Topics with partitions of one replica only: {count} ({examples}).',
      zh: '{count} 个主题存在仅一个副本的分区：{examples}。',
    },
    advice: {
      en: 'A broker of the source that fails takes them away. The target is reckoned with {replicas} replicas of everything.',
      zh: '源端任一 broker 故障都会使其不可用。目标端按每个分区 {replicas} 个副本计算。',
    },
  },
  RETENTION_UNBOUNDED: {
    severity: 'medium',
    message: {
      en: 'Topics that keep everything for ever: {count} ({examples}).',
      zh: '{count} 个主题永久保留全部数据：{examples}。',
    },
    advice: {
      en: 'Their disk grows without an end and is reckoned as it is now: add what is to come, or set a retention.',
      zh: '其磁盘占用会无限增长，此处按当前值计算：请加上未来增量，或设置保留期。',
    },
  },
  RETENTION_SHORT: {
    severity: 'medium',
    message: {
      en: 'Topics that delete records after less than an hour: {count} ({examples}).',
      zh: '{count} 个主题的消息保留不足一小时：{examples}。',
    },
    advice: {
      en: 'A copy that pauses for longer loses records of theirs. Lengthen the retention for the time of the migration.',
      zh: '复制暂停更久就会丢失其消息。请在迁移期间延长保留时间。',
    },
  },
  MANY_PARTITIONS: {
    severity: 'medium',
    message: { en: 'Partitions of the source: {count}.', zh: '源端有 {count} 个分区。' },
    advice: {
      en: 'Use a target with KRaft, and look for topics that need fewer partitions before the migration.',
      zh: '请使用 KRaft 模式的目标集群，并在迁移前找出可以减少分区的主题。',
    },
  },
  UNCLEAN_ELECTION: {
    severity: 'medium',
    message: {
      en: 'Topics that allow unclean leader election: {count} ({examples}).',
      zh: '{count} 个主题允许不干净的主副本选举：{examples}。',
    },
    advice: {
      en: 'A broker that fails may lose confirmed records, and a copy that has them already is then stopped. Turn it off for the migration.',
      zh: 'broker 故障时可能丢失已确认的消息，已复制这些消息的分区随后会停止。请在迁移期间关闭。',
    },
  },
  SIZE_UNKNOWN: {
    severity: 'medium',
    message: {
      en: 'Not known, so that the target may have to be larger: {figures}.',
      zh: '以下未知，目标集群可能需要更大：{figures}。',
    },
    advice: { en: 'Measure or answer them.', zh: '请测量或填写这些项。' },
  },
  NO_TRAFFIC: {
    severity: 'medium',
    message: { en: 'Nothing was written while it was measured.', zh: '测量期间没有写入。' },
    advice: {
      en: 'Measure again over a time with the usual load.',
      zh: '请在有正常负载的时段重新测量。',
    },
  },
  INTERNET: {
    severity: 'medium',
    message: { en: 'Over the internet go {rate}.', zh: '有 {rate} 的流量经过公网。' },
    advice: {
      en: 'Use TLS and SASL there, and see that the line bears the copy beside it.',
      zh: '请在公网启用 TLS 与 SASL，并确认线路能同时承载复制流量。',
    },
  },
  OWN_DATA_CENTRE: {
    severity: 'medium',
    message: { en: 'The source is on premises.', zh: '源集群位于自建机房（IDC）。' },
    advice: {
      en: 'The line between the sites has to bear the peak produced besides what is kept there; applications that stay behind see longer ways.',
      zh: '机房之间的线路除存量外还要承载生产峰值；留在原地的应用访问延迟会变长。',
    },
  },
  PART_UNREAD: {
    severity: 'low',
    message: { en: 'The source did not tell {part}: {reason}', zh: '源端未提供 {part}：{reason}' },
    advice: {
      en: 'Give the service’s user the right to describe it, and assess again; until then it counts as unknown.',
      zh: '请授予服务用户相应的 describe 权限后重新评估；在此之前按未知处理。',
    },
  },
  MEASURED_SHORTLY: {
    severity: 'low',
    message: { en: 'It was measured for {time}, less than a day.', zh: '测量时长为 {time}，不足一天。' },
    advice: {
      en: 'Peaks at other hours are not in it. Measure over the busiest day, better a week.',
      zh: '其他时段的峰值未包含在内。请在最忙的一天测量，最好测量一周。',
    },
  },
  MEASUREMENT_GAPS: {
    severity: 'low',
    message: {
      en: 'Gaps in the measurement: {count}, {time} in all.',
      zh: '测量存在 {count} 段空缺，共 {time}。',
    },
    advice: {
      en: 'What was written then is counted; a peak within a gap is not seen.',
      zh: '空缺期间的写入已计入总量；其中的峰值无法得知。',
    },
  },
  FEATURE_UNKNOWN: {
    severity: 'low',
    message: { en: 'Not known: {figures}.', zh: '未知：{figures}。' },
    advice: {
      en: 'Find out before the migration: they decide what has to be moved besides records, and how.',
      zh: '请在迁移前弄清：它们决定除消息外还需迁移哪些内容以及方式。',
    },
  },
  HARD_DISKS: {
    severity: 'low',
    message: { en: 'The source has hard disks.', zh: '源端使用机械硬盘。' },
    advice: {
      en: 'A copy that reads old records competes with consumers for the disks: limit its rate.',
      zh: '复制读取旧消息时会与消费者争用磁盘：请限制其速率。',
    },
  },
  ZOOKEEPER: {
    severity: 'low',
    message: { en: 'The source is led by ZooKeeper.', zh: '源集群使用 ZooKeeper。' },
    advice: {
      en: 'Kafka 4 has no ZooKeeper: the target is one with KRaft, and tools that talk to ZooKeeper have to go.',
      zh: 'Kafka 4 不再支持 ZooKeeper：目标为 KRaft 集群，须停用直连 ZooKeeper 的工具。',
    },
  },
  ACLS: {
    severity: 'info',
    message: { en: 'ACLs: {count}.', zh: '存在 {count} 条访问控制列表（ACL）。' },
    advice: { en: 'Copy them before clients move.', zh: '请在客户端迁移之前复制。' },
  },
  QUOTAS: {
    severity: 'info',
    message: { en: 'Quotas: {count}.', zh: '存在 {count} 条配额。' },
    advice: {
      en: 'Copy them, and see that the one of the copier’s own user does not hold the copy back.',
      zh: '请一并复制，并确认复制程序用户的配额不会限制复制。',
    },
  },
} as const satisfies Record<string, RiskDefinition>;

export type RiskCode = keyof typeof RISKS;
