import { defineErrors } from '@mqferry/core';

const CLUSTER_LIST = {
  en: 'Look at the list of clusters and brokers; a broker that ended leaves it after two minutes.',
  zh: '请查看集群与 Broker 列表；Broker 停止约两分钟后会从列表中移除。',
};

/** What stands in the way of asking a cluster, or of changing it. */
export const adminErrors = defineErrors({
  ROCKETMQ_CLUSTER_UNKNOWN: {
    status: 404,
    retriable: false,
    message: {
      en: 'The name servers know no cluster {cluster}; they know: {known}.',
      zh: 'NameServer 中没有集群 {cluster}；已有的集群：{known}。',
    },
    action: CLUSTER_LIST,
  },
  ROCKETMQ_BROKER_UNKNOWN: {
    status: 404,
    retriable: false,
    message: { en: 'The name servers know no broker {broker}.', zh: 'NameServer 中没有 Broker {broker}。' },
    action: CLUSTER_LIST,
  },
  ROCKETMQ_MASTER_MISSING: {
    status: 503,
    retriable: true,
    message: {
      en: 'The broker {broker} has no master at the moment, only: {addresses}.',
      zh: 'Broker {broker} 当前没有主节点，仅有：{addresses}。',
    },
    action: {
      en: 'Start the master again. Slaves can be read from, but take no changes.',
      zh: '请重新启动主节点。从节点仅可读，不接受变更。',
    },
  },
  ROCKETMQ_TOPIC_UNKNOWN: {
    status: 404,
    retriable: false,
    message: { en: 'The name servers know no topic {topic}.', zh: 'NameServer 中没有主题 {topic}。' },
    action: {
      en: 'Check its name, with its namespace if it has one.',
      zh: '请检查主题名称；若有命名空间，须一并写上。',
    },
  },
  ROCKETMQ_MESSAGE_HOST_UNKNOWN: {
    status: 404,
    retriable: false,
    message: {
      en: 'The message {id} was stored at {host}, which is none of the registered brokers.',
      zh: '消息 {id} 存储于 {host}，该地址不属于任何已注册的 Broker。',
    },
    action: {
      en: 'The broker is down, has another address now, or the message is of another cluster. Look it up by its unique key.',
      zh: '该 Broker 已停止、地址已变更，或消息属于其他集群。请改用消息的唯一键查询。',
    },
  },
  ROCKETMQ_LIST_UNSTEADY: {
    status: 503,
    retriable: true,
    message: {
      en: 'What {broker} has of {what} changed again and again while it was read.',
      zh: '读取 {broker} 的 {what} 期间，其内容不断变化。',
    },
    action: {
      en: 'Try again when less is created and changed there.',
      zh: '请在创建与变更较少时重试。',
    },
  },
  ROCKETMQ_ACL_OFF: {
    status: 409,
    retriable: false,
    message: {
      en: 'The broker at {broker} has no access control: it runs with aclEnable=false.',
      zh: '{broker} 上的 Broker 未启用访问控制：aclEnable=false。',
    },
    action: {
      en: 'Set aclEnable=true in its configuration and start it again, or do without accounts.',
      zh: '请在其配置中设置 aclEnable=true 并重启，或不使用账号。',
    },
  },
  ROCKETMQ_USERS_OFF: {
    status: 409,
    retriable: false,
    message: {
      en: 'The broker at {broker} keeps no users and policies, or cannot get at them: {reason}',
      zh: '{broker} 上的 Broker 未保存用户与策略，或无法读取：{reason}',
    },
    action: {
      en: 'Set authenticationMetadataProvider and authorizationMetadataProvider in its configuration; if they are set, its log says more.',
      zh: '请在其配置中设置 authenticationMetadataProvider 与 authorizationMetadataProvider；若已设置，请查看其日志。',
    },
  },
  ROCKETMQ_ACCOUNT_REFUSED: {
    status: 422,
    retriable: false,
    message: {
      en: 'The broker at {broker} did not change its accounts: {reason}',
      zh: '{broker} 上的 Broker 未变更账号：{reason}',
    },
    action: {
      en: 'Access key and secret key have at least 7 characters, permissions are DENY, PUB, SUB or PUB|SUB, and the broker has to be able to write plain_acl.yml.',
      zh: 'AccessKey 与 SecretKey 至少 7 个字符，权限只能是 DENY、PUB、SUB 或 PUB|SUB，且 Broker 须能写入 plain_acl.yml。',
    },
  },
});
