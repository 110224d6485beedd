import { defineErrors } from '@mqferry/core';

const wrong = { status: 400, retriable: false } as const;
const notice = { status: 422, retriable: false } as const;

/** What can be wrong with a metadata document, and what a source could not tell. */
export const metadataErrors = defineErrors({
  METADATA_NOT_JSON: {
    ...wrong,
    message: { en: '{file} is not JSON: {reason}', zh: '{file} 不是 JSON：{reason}' },
    action: {
      en: 'Give the file that mqferry rocketmq export or mqadmin exportMetadata has written.',
      zh: '请提供由 mqferry rocketmq export 或 mqadmin exportMetadata 写出的文件。',
    },
  },
  METADATA_FORMAT_UNKNOWN: {
    ...wrong,
    message: {
      en: '{file} holds no metadata of RocketMQ: it has neither the format {format} nor topics or groups of mqadmin.',
      zh: '{file} 不含 RocketMQ 元数据：既不是 {format} 格式，也没有 mqadmin 的主题或消费组。',
    },
    action: {
      en: 'Give the file that mqferry rocketmq export or mqadmin exportMetadata has written.',
      zh: '请提供由 mqferry rocketmq export 或 mqadmin exportMetadata 写出的文件。',
    },
  },
  METADATA_VERSION_UNKNOWN: {
    ...wrong,
    message: {
      en: '{file} has version {version} of the format; this program reads version {known}.',
      zh: '{file} 的格式版本为 {version}；本程序可读取版本 {known}。',
    },
    action: {
      en: 'Use the mqferry that wrote the file, or a newer one.',
      zh: '请使用写出该文件的 mqferry 或更新的版本。',
    },
  },
  METADATA_MALFORMED: {
    ...wrong,
    message: { en: '{file} is not as it should be. {reason}', zh: '{file} 的内容有误。{reason}' },
    action: {
      en: 'Correct what is named there, or export again.',
      zh: '请更正所指出的内容，或重新导出。',
    },
  },
  METADATA_ACL_MALFORMED: {
    ...wrong,
    message: { en: '{file} is no plain_acl.yml. {reason}', zh: '{file} 不是有效的 plain_acl.yml。{reason}' },
    action: {
      en: 'Give the plain_acl.yml, or a file of the acl folder, of a broker.',
      zh: '请提供 Broker 的 plain_acl.yml 或其 acl 目录中的文件。',
    },
  },
  METADATA_PASSPHRASE_WRONG: {
    ...wrong,
    message: {
      en: 'The secrets of the document do not open with this passphrase.',
      zh: '该口令无法解开文件中的密钥。',
    },
    action: {
      en: 'Give the passphrase that the export was made with. Without it the secrets are lost: export again.',
      zh: '请提供导出时使用的口令；若已遗失，密钥无法恢复，请重新导出。',
    },
  },
  METADATA_PASSPHRASE_EMPTY: {
    ...wrong,
    message: { en: 'The passphrase is empty.', zh: '口令为空。' },
    action: { en: 'Give one of at least 1 character.', zh: '请提供至少 1 个字符的口令。' },
  },
  METADATA_FILES_NOT_TOGETHER: {
    ...wrong,
    message: {
      en: '{file} is the export of a whole cluster and cannot be read together with other files.',
      zh: '{file} 是整个集群的导出文件，不能与其他文件一起读取。',
    },
    action: {
      en: 'Give it alone; only files of mqadmin are read together.',
      zh: '请单独提供该文件；只有 mqadmin 的文件可以一起读取。',
    },
  },
  METADATA_QUEUES_SUMMED: {
    ...notice,
    message: {
      en: 'Counts of queues in {file} are sums over all masters of the cluster, and how many there were is not told.',
      zh: '{file} 中的队列数是集群所有主节点之和，而主节点数未知。',
    },
    action: {
      en: 'Say how many masters there were (--source-masters), or export with mqferry. Otherwise the sum is kept: it is shared out among the masters of the target.',
      zh: '请说明主节点数（--source-masters），或改用 mqferry 导出。否则保持总数不变，由目标集群的主节点分摊。',
    },
  },
  METADATA_FILE_TELLS_NO_ACL: {
    ...notice,
    message: {
      en: '{file} tells nothing of access control, order configurations, brokers and their versions.',
      zh: '{file} 不含访问控制、顺序配置、Broker 及其版本的信息。',
    },
    action: {
      en: 'Give accounts with --acl plain_acl.yml, or export with mqferry.',
      zh: '请用 --acl plain_acl.yml 提供账号，或改用 mqferry 导出。',
    },
  },
  METADATA_SAME_NAME_DIFFERS: {
    ...notice,
    message: {
      en: '{name} has other settings in {file} than in a file before it; the first ones are kept.',
      zh: '{name} 在 {file} 中的设置与之前文件中的不同；保留先读取的设置。',
    },
    action: {
      en: 'Where the brokers differ, export with mqferry, which keeps the settings of each.',
      zh: '若各 Broker 的设置不同，请改用 mqferry 导出，它会保留各自的设置。',
    },
  },
  METADATA_ACL_UNREADABLE: {
    ...notice,
    message: {
      en: 'Broker {broker} ({version}) does not tell its accounts: {reason}',
      zh: 'Broker {broker}（{version}）未提供账号信息：{reason}',
    },
    action: {
      en: 'Hand in its plain_acl.yml (in the conf folder, and the files of conf/acl) with --acl.',
      zh: '请用 --acl 提供其 plain_acl.yml（位于 conf 目录，以及 conf/acl 中的文件）。',
    },
  },
  METADATA_ACL_NOT_PERMITTED: {
    ...notice,
    message: {
      en: 'The account that was used may not read the users and policies of broker {broker} ({version}): {reason}',
      zh: '所用账号无权读取 Broker {broker}（{version}）的用户与策略：{reason}',
    },
    action: {
      en: 'They are missing from the document. Export again with the access key of an administrator (5.x: a Super user).',
      zh: '文件中缺少用户与策略。请使用管理员（5.x：Super 用户）的 AccessKey 重新导出。',
    },
  },
  METADATA_ACL_CONFLICT: {
    ...notice,
    message: {
      en: '{name} is not the same everywhere. What differs between {from}: {settings}.',
      zh: '{name} 在各处不一致。{from} 之间不同的设置：{settings}。',
    },
    action: {
      en: 'The first one is kept. Make them equal at the source, or create the other one by hand.',
      zh: '保留最先读取的一份。请在源端统一，或手动创建另一份。',
    },
  },
  METADATA_VERSION_TOO_OLD: {
    ...notice,
    message: {
      en: 'Broker {broker} is of {version}, which is older than RocketMQ 4.0.',
      zh: 'Broker {broker} 的版本为 {version}，早于 RocketMQ 4.0。',
    },
    action: {
      en: 'Upgrade the source to 4.x first.',
      zh: '请先将源集群升级到 4.x。',
    },
  },
  METADATA_CLUSTER_EMPTY: {
    ...notice,
    message: {
      en: 'Cluster {cluster} has no brokers at the moment.',
      zh: '集群 {cluster} 当前没有 Broker。',
    },
    action: {
      en: 'Start its brokers, or choose another cluster.',
      zh: '请启动其 Broker，或选择其他集群。',
    },
  },
  METADATA_NO_BROKER_READABLE: {
    status: 502,
    retriable: true,
    message: {
      en: 'The name servers answer, but no broker can be read from here: {reasons}',
      zh: 'NameServer 可访问，但从此处无法读取任何 Broker：{reasons}',
    },
    action: {
      en: 'These are the addresses that the brokers registered (brokerIP1, listenPort): they have to be reachable from where this runs. Run it on a host of their network, for example with rocketmq-export.js.',
      zh: '以上是 Broker 的注册地址（brokerIP1、listenPort），须能从本程序所在的机器访问。请在其网络内的主机上运行，例如使用 rocketmq-export.js。',
    },
  },
  METADATA_BROKER_UNREACHABLE: {
    ...notice,
    message: {
      en: 'Broker {broker} at {address} could not be read: {reason}',
      zh: '无法读取位于 {address} 的 Broker {broker}：{reason}',
    },
    action: {
      en: 'What only this broker has is missing from the document. Export again when it can be reached.',
      zh: '文件中缺少仅该 Broker 拥有的内容。请在其可达后重新导出。',
    },
  },
  METADATA_CONSUMED_UNKNOWN: {
    ...notice,
    message: {
      en: 'Broker {broker} does not tell which topics its groups consume: {reason}',
      zh: 'Broker {broker} 未提供消费组所消费的主题：{reason}',
    },
    action: {
      en: 'Topics and groups are then put together by namespace only where an import has to be split.',
      zh: '拆分导入任务时，主题与消费组将仅按命名空间归组。',
    },
  },
  METADATA_ORDER_UNKNOWN: {
    ...notice,
    message: {
      en: 'The name servers do not tell the configurations of ordered topics: {reason}',
      zh: 'NameServer 未提供顺序主题的配置：{reason}',
    },
    action: {
      en: 'Where topics are ordered over all brokers, set them up by hand at the target (mqadmin updateOrderConf).',
      zh: '若存在全局顺序主题，请在目标集群手动配置（mqadmin updateOrderConf）。',
    },
  },
});
