import { defineErrors } from '@mqferry/core';

/** What transactions can stop. */
export const transactionErrors = defineErrors({
  REPLICATION_TOO_MANY_BLANKS: {
    status: 422,
    retriable: false,
    message: {
      en: 'Topic {topic} has {blanks} offsets of markers, aborted records and holes; without the right to write markers at most {limit} are filled, one by one.',
      zh: '主题 {topic} 有 {blanks} 个位点属于标记、已中止的消息和空洞；没有写入标记的权限时只能逐个填补，最多 {limit} 个。',
    },
    action: {
      en: 'Grant ClusterAction on the target cluster (or Alter, from Kafka 3.8 on), or leave the topic out with --exclude. Or copy it without identical offsets, by a map of them: --mapped {topic}.',
      zh: '请授予目标集群的 ClusterAction 权限（Kafka 3.8 起也可为 Alter），或用 --exclude 将其排除。也可放弃原位点，用 --mapped {topic} 以位点映射方式复制。',
    },
  },
  REPLICATION_TRANSACTIONS_OPEN: {
    status: 409,
    retriable: false,
    message: {
      en: 'Transactions are still open at the source ({count}): {transactions}. Nothing was copied.',
      zh: '源端仍有未结束的事务（{count} 个）：{transactions}。未复制任何内容。',
    },
    action: {
      en: 'Stop their producers, or wait longer: --end-transactions SECONDS. To have them aborted at the source, add --abort-transactions.',
      zh: '请停止其生产者，或用 --end-transactions SECONDS 等待更久。若要在源端中止它们，请加上 --abort-transactions。',
    },
  },
  REPLICATION_OPEN_WITHOUT_MARKERS: {
    status: 409,
    retriable: false,
    message: {
      en: 'Partition {partition} of topic {topic} has a transaction on the target, open from offset {from} on, that an earlier copy began; only a marker ends it, and this user may not write markers any more.',
      zh: '主题 {topic} 的分区 {partition} 在目标端自位点 {from} 起有一个由先前复制开始的未结束事务；只有标记能结束它，而该用户已无权写入标记。',
    },
    action: {
      en: 'Grant ClusterAction on the target cluster again (or Alter, from Kafka 3.8 on), or have the topic deleted there and copied again: --recopy {topic}.',
      zh: '请重新授予目标集群的 ClusterAction 权限（Kafka 3.8 起也可为 Alter），或用 --recopy {topic} 删除目标端主题并重新复制。',
    },
  },
});
