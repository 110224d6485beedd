import { defineErrors } from '@mqferry/core';

const final = { retriable: false } as const;

/** Why topics, access rights, users or quotas are not copied. */
export const metadataErrors = defineErrors({
  METADATA_NOTHING_TO_COPY: {
    ...final,
    status: 409,
    message: {
      en: 'The target has everything that was chosen already.',
      zh: '所选内容在目标集群上均已存在。',
    },
    action: { en: 'Nothing to do.', zh: '无需处理。' },
  },
  METADATA_TOPIC_OF_BROKERS: {
    ...final,
    status: 400,
    message: {
      en: 'The topic {topic} is the brokers’ own, and each cluster has its own of it.',
      zh: '主题 {topic} 属于节点内部主题，每个集群各有自己的一份。',
    },
    action: { en: 'Leave it out.', zh: '请不要选择该主题。' },
  },
  METADATA_NO_TOPICS: {
    ...final,
    status: 404,
    message: {
      en: 'The source has no topics whose whole names match {matching}.',
      zh: '源集群中没有名称完全匹配 {matching} 的主题。',
    },
    action: {
      en: 'Check the expression; the topics of the brokers themselves are never copied.',
      zh: '请检查表达式；节点内部主题不会被复制。',
    },
  },
  METADATA_TOPIC_UNKNOWN: {
    ...final,
    status: 404,
    message: {
      en: 'The source has no topics of these names: {topics}.',
      zh: '源集群中不存在以下主题：{topics}。',
    },
    action: { en: 'Choose among those that it has.', zh: '请从现有主题中选择。' },
  },
  METADATA_PARTITIONS_DIFFER: {
    ...final,
    status: 409,
    message: {
      en: 'The target has a topic {topic} already, with {found} partitions instead of {wanted}.',
      zh: '目标集群已有主题 {topic}，分区数为 {found} 而非 {wanted}。',
    },
    action: {
      en: 'Choose {found} partitions for it, or delete the topic on the target if nobody uses it.',
      zh: '请为该主题选择 {found} 个分区；若目标端无人使用，也可先删除该主题。',
    },
  },
  METADATA_ACL_UNKNOWN: {
    ...final,
    status: 501,
    message: {
      en: 'This access right has words that this release does not know: {acl}.',
      zh: '该访问控制项包含当前版本无法识别的内容：{acl}。',
    },
    action: {
      en: 'Copy it with Kafka’s own kafka-acls, or use a newer release.',
      zh: '请使用 Kafka 自带的 kafka-acls 复制，或升级到更新的版本。',
    },
  },
  METADATA_PASSWORD_MISSING: {
    ...final,
    status: 400,
    message: {
      en: 'There is no new password for these users: {users}. Brokers do not give out what they keep of passwords.',
      zh: '以下用户缺少新密码：{users}。节点不会给出其保存的密码信息。',
    },
    action: {
      en: 'Give each of them a new password, or leave them out.',
      zh: '请为每个用户设置新密码，或不选择这些用户。',
    },
  },
  METADATA_USER_UNKNOWN: {
    ...final,
    status: 404,
    message: {
      en: 'The source has no SCRAM users of these names: {users}.',
      zh: '源集群中不存在以下 SCRAM 用户：{users}。',
    },
    action: { en: 'Choose among those that it has.', zh: '请从现有用户中选择。' },
  },
  METADATA_QUOTA_UNKNOWN: {
    ...final,
    status: 404,
    message: {
      en: 'The source has no quotas of these names: {names}.',
      zh: '源集群中不存在以下配额：{names}。',
    },
    action: {
      en: 'Choose among those that it has, named as the list of quotas names them.',
      zh: '请从现有配额中选择，名称以配额列表为准。',
    },
  },
  TASK_STATE: {
    ...final,
    status: 409,
    message: {
      en: 'The task is “{state}”, where this cannot be done.',
      zh: '任务处于“{state}”状态，无法执行该操作。',
    },
    action: {
      en: 'A task that runs can be cancelled; what failed of one that has ended can be tried again.',
      zh: '运行中的任务可以取消；已结束任务中的失败项可以重试。',
    },
  },
});
