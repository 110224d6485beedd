import { defineErrors } from '@mqferry/core';

/** Why something cannot be done with a seamless migration, beside what its domain says. */
export const seamlessServiceErrors = defineErrors({
  SEAMLESS_SAME_CLUSTER: {
    ...{ status: 422, retriable: false },
    message: {
      en: 'Source and target are the same cluster.',
      zh: '源端与目标端是同一个集群。',
    },
    action: { en: 'Choose another target.', zh: '请选择其他目标集群。' },
  },
  SEAMLESS_TOPIC_NOT_ON_SOURCE: {
    ...{ status: 422, retriable: false },
    message: {
      en: 'The source has no such topics: {topics}.',
      zh: '源端没有以下主题：{topics}。',
    },
    action: {
      en: 'Topics of brokers, and those of retries and dead letters, cannot be chosen: they follow their groups. Scan again to see what can be.',
      zh: '系统主题、重试主题和死信主题不能选择：它们随消费组迁移。请重新扫描以查看可选主题。',
    },
  },
  SEAMLESS_CHANGED: {
    ...{ status: 409, retriable: true },
    message: {
      en: 'Something else was changed in the migration at the same moment. Nothing was done.',
      zh: '同一时刻该迁移任务有其他变更，未执行任何操作。',
    },
    action: { en: 'Look at it again and repeat what you wanted.', zh: '请重新查看后再执行。' },
  },
  SEAMLESS_OFFSETS_NOT_SET: {
    ...{ status: 502, retriable: true },
    message: {
      en: 'Offsets of groups could not be set at the broker {broker} of the target: {reason}',
      zh: '无法在目标端 Broker {broker} 上设置消费组位点：{reason}',
    },
    action: {
      en: 'No topic was moved. Check the broker and repeat the step.',
      zh: '没有主题被移动。请检查该 Broker 后重试。',
    },
  },
});
