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
  SEAMLESS_GATEWAY_MODE: {
    ...{ status: 409, retriable: false },
    message: {
      en: 'The gateway is in {mode} mode, and the migration is in {wanted} mode.',
      zh: '网关处于 {mode} 模式，而迁移任务处于 {wanted} 模式。',
    },
    action: {
      en: 'Start the gateway with --proxy-ports for a migration in proxy mode, and without for one in route mode.',
      zh: '代理模式（proxy）的任务请以 --proxy-ports 启动网关，路由模式（route）的任务则不要使用该选项。',
    },
  },
  SEAMLESS_GATEWAY_NAME_TAKEN: {
    ...{ status: 409, retriable: true },
    message: {
      en: 'Another gateway reports under the name {gateway}, at {address}.',
      zh: '另一个网关正以名称 {gateway} 上报，地址为 {address}。',
    },
    action: {
      en: 'Give each gateway a --name of its own. One that was just started again is heard as soon as the one before it has been silent for five seconds.',
      zh: '请用 --name 为每个网关指定不同的名称。刚重新启动的网关会在前一个停止上报五秒后被接受。',
    },
  },
  SEAMLESS_GATEWAY_FOREIGN: {
    ...{ status: 409, retriable: false },
    message: {
      en: 'The gateway serves the table of a migration that was deleted, not one of {task}.',
      zh: '该网关提供的是已删除的迁移任务的路由表，而不是 {task} 的。',
    },
    action: {
      en: 'With the first table of the new migration its clients would be led back to the source. Give them other name servers, or be sure that they belong to the source; then stop the gateway, remove the file of its table and start it again.',
      zh: '若改用新任务的初始路由表，其客户端会回到源端。请先修改这些客户端的 NameServer 地址，或确认它们应在源端；然后停止网关，删除其路由表文件，再重新启动。',
    },
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
