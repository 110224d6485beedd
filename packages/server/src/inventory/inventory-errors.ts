import { defineErrors } from '@mqferry/core';

/** Why something of a cluster is not known now. */
export const inventoryErrors = defineErrors({
  INVENTORY_NOT_READ_YET: {
    status: 503,
    retriable: true,
    message: {
      en: 'This has not been read of the cluster yet.',
      zh: '尚未从集群读取该部分信息。',
    },
    action: {
      en: 'It is being read; look again in a moment.',
      zh: '正在读取，请稍后再看。',
    },
  },
  INVENTORY_SLOW: {
    status: 504,
    retriable: true,
    message: {
      en: 'The cluster has not answered within {seconds} seconds.',
      zh: '集群在 {seconds} 秒内未应答。',
    },
    action: {
      en: 'Look again in a moment; if it stays like this, look at the brokers.',
      zh: '请稍后再看；若持续如此，请检查各节点。',
    },
  },
  INVENTORY_GROUP_UNKNOWN: {
    status: 404,
    retriable: false,
    message: { en: 'The cluster has no consumer group {group}.', zh: '集群中不存在消费组 {group}。' },
    action: {
      en: 'Check the spelling; a group without members is forgotten when its offsets have expired.',
      zh: '请检查拼写；没有成员的消费组会在其位点过期后被删除。',
    },
  },
  INVENTORY_SAME_CLUSTER: {
    status: 400,
    retriable: false,
    message: { en: 'Source and target are the same cluster.', zh: '源与目标是同一个集群。' },
    action: { en: 'Choose two clusters.', zh: '请选择两个不同的集群。' },
  },
});
