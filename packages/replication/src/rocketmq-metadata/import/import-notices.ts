import { defineErrors } from '@mqferry/core';

/** They stop nothing: what is told has a code, a text and advice like what does. */
const told = { status: 422, retriable: false } as const;

/** What an import wants to be known: what is written otherwise than the source has it, and what has no equivalent. */
export const importNotices = defineErrors({
  IMPORT_QUEUES_ADJUSTED: {
    ...told,
    message: {
      en: 'The count of queues was brought into the range {min}–{max}.',
      zh: '队列数已调整到 {min}–{max} 的范围内。',
    },
    action: {
      en: 'Selectors that pick a queue by hash pick another one than before.',
      zh: '按哈希选择队列的生产者将选到与之前不同的队列。',
    },
  },
  IMPORT_QUEUES_SHARED_OUT: {
    ...told,
    message: {
      en: 'The document has {sum} as the sum of all masters; {each} on each of {masters} masters keeps it.',
      zh: '文件中为所有主节点之和 {sum}；在 {masters} 个主节点上各 {each} 个以保持总数。',
    },
    action: {
      en: 'Say how many masters the source had, where each of them shall have as many as before.',
      zh: '若每个主节点应保持原有数量，请说明源集群的主节点数。',
    },
  },
  IMPORT_QUEUES_DIVIDED: {
    ...told,
    message: {
      en: 'The document has {sum} as the sum of {masters} masters: {each} on each.',
      zh: '文件中为 {masters} 个主节点之和 {sum}：每个主节点 {each} 个。',
    },
    action: { en: 'Check that there were as many masters.', zh: '请核对主节点数。' },
  },
  IMPORT_ORDER_BY_QUEUES: {
    ...told,
    message: {
      en: '{target} is ordered and gets {after} queues in all instead of {before}: messages of one key go to another queue than before.',
      zh: '{target} 是顺序主题，队列总数由 {before} 变为 {after}：同一键的消息将进入与之前不同的队列。',
    },
    action: {
      en: 'Let everything be consumed at the source before producers send to the target, or keep the number of queues.',
      zh: '请在生产者向目标集群发送之前消费完源集群的消息，或保持队列数不变。',
    },
  },
  IMPORT_QUEUES_IN_ALL: {
    ...told,
    message: {
      en: '{target} gets {after} queues in all instead of {before}, for the target has {masters} masters.',
      zh: '目标集群有 {masters} 个主节点，{target} 的队列总数由 {before} 变为 {after}。',
    },
    action: {
      en: 'Producers that pick a queue by hash, if there are any, pick another one than before.',
      zh: '若有按哈希选择队列的生产者，它们将选到与之前不同的队列。',
    },
  },
  IMPORT_BROKERS_DIFFER: {
    ...told,
    message: {
      en: '{name} is set up differently on brokers {brokers} of the source; the target gets what most have, and brokers of the same name their own.',
      zh: '{name} 在源集群的 {brokers} 上设置不同；目标集群采用多数 Broker 的设置，同名 Broker 采用各自的设置。',
    },
    action: { en: 'Check what is written to each broker.', zh: '请核对写入各 Broker 的内容。' },
  },
  IMPORT_ON_MORE_BROKERS: {
    ...told,
    message: {
      en: '{name} is on {brokers} only at the source; at the target it is created on all brokers.',
      zh: '{name} 在源集群中仅位于 {brokers}；在目标集群中将创建于所有 Broker。',
    },
    action: { en: 'Delete it there where it is not wanted.', zh: '如不需要，请在相应 Broker 上删除。' },
  },
  IMPORT_NOT_WRITABLE: {
    ...told,
    message: {
      en: '{name} has permission {perm} at the source, and gets it at the target: not every client can read and write it.',
      zh: '{name} 在源集群的权限为 {perm}，目标集群相同：并非所有客户端都可读写。',
    },
    action: {
      en: 'Set permission 6 at the target if that was for a time only.',
      zh: '若这只是临时设置，请在目标集群改为 6。',
    },
  },
  IMPORT_TYPE_FROM_ORDER: {
    ...told,
    message: {
      en: 'The topic is ordered at the source, so its message type is FIFO.',
      zh: '该主题在源集群为顺序主题，因此消息类型为 FIFO。',
    },
    action: {
      en: 'Choose another type where gRPC clients send without a message group.',
      zh: '若 gRPC 客户端发送时不带消息组，请选择其他类型。',
    },
  },
  IMPORT_TYPE_CHOSEN: {
    ...told,
    message: { en: 'The message type was chosen for this import.', zh: '消息类型由本次导入指定。' },
    action: {
      en: 'Brokers take MIXED only with enableMixedMessageType=true.',
      zh: '仅当 enableMixedMessageType=true 时 Broker 才接受 MIXED。',
    },
  },
  IMPORT_TYPES_UNKNOWN: {
    ...told,
    message: {
      en: 'The source does not tell the message type of {count} topics. Proxies of 5.x take them as NORMAL: delayed, transactional and ordered messages of gRPC clients are then refused.',
      zh: '源集群未提供 {count} 个主题的消息类型。5.x 的 Proxy 将其视为 NORMAL：gRPC 客户端的延时、事务和顺序消息会被拒绝。',
    },
    action: {
      en: 'Choose types by topic, or one for all others (--message-type). Clients of the remoting protocol are not affected.',
      zh: '请按主题选择类型，或为其余主题统一选择（--message-type）。使用 remoting 协议的客户端不受影响。',
    },
  },
  IMPORT_ATTRIBUTES_DROPPED: {
    ...told,
    message: {
      en: 'The target ({version}) does not know {settings}.',
      zh: '目标集群（{version}）不支持 {settings}。',
    },
    action: {
      en: 'They need 5.0 or newer; without them it behaves as 4.x does.',
      zh: '这些设置需要 5.0 或更新版本；缺少时按 4.x 的方式工作。',
    },
  },
  IMPORT_GLOBAL_WHITE_ADDRESSES: {
    ...told,
    message: {
      en: 'The source lets in {addresses} without any check (globalWhiteRemoteAddresses). Users have nothing like it.',
      zh: '源集群对 {addresses} 免除一切检查（globalWhiteRemoteAddresses）。用户功能没有对应的设置。',
    },
    action: {
      en: 'Give the clients at these addresses an account before they use the target, or allow the requests they send with authenticationWhitelist and authorizationWhitelist.',
      zh: '请在这些地址的客户端使用目标集群之前为其分配账号，或用 authenticationWhitelist 与 authorizationWhitelist 放行其请求。',
    },
  },
  IMPORT_WHITE_ADDRESSES_WRITTEN: {
    ...told,
    message: {
      en: 'The source lets in {addresses} without any check (globalWhiteRemoteAddresses); so will the target.',
      zh: '源集群对 {addresses} 免除一切检查（globalWhiteRemoteAddresses）；目标集群也将如此。',
    },
    action: {
      en: 'Choose users (--users) where that is not wanted: then accounts are imported without it.',
      zh: '若不希望如此，请选择用户（--users）：此时只导入账号。',
    },
  },
  IMPORT_WHITE_ADDRESS: {
    ...told,
    message: {
      en: '{name} is let in from {address} without signature and permissions (whiteRemoteAddress). At the target it needs both.',
      zh: '{name} 从 {address} 访问时免除签名与权限检查（whiteRemoteAddress）；在目标集群则两者都需要。',
    },
    action: {
      en: 'Check that clients at this address know the secret and that the permissions suffice. --white-addresses source-ips allows the user these addresses only.',
      zh: '请确认该地址的客户端持有密钥且权限足够。使用 --white-addresses source-ips 则仅允许该用户从这些地址访问。',
    },
  },
  IMPORT_WHITE_ADDRESS_KEPT_OUT: {
    ...told,
    message: {
      en: '{name} may use the target from {addresses} only; at the source it could from elsewhere too, with a signature.',
      zh: '{name} 只能从 {addresses} 使用目标集群；在源集群中签名后也可从其他地址访问。',
    },
    action: {
      en: 'Leave --white-addresses source-ips out where clients are elsewhere.',
      zh: '若有客户端位于其他地址，请不要使用 --white-addresses source-ips。',
    },
  },
  IMPORT_ADDRESS_NOT_A_RANGE: {
    ...told,
    message: {
      en: 'The white address {address} of {name} cannot be written as addresses or CIDR ranges.',
      zh: '{name} 的白名单地址 {address} 无法表示为地址或 CIDR 网段。',
    },
    action: { en: 'Set sourceIps by hand at the target.', zh: '请在目标集群手动设置 sourceIps。' },
  },
  IMPORT_ADMIN_GAINS: {
    ...told,
    message: {
      en: '{name} is an administrator with permissions of its own; as a Super user it may do everything.',
      zh: '{name} 是带有单独权限的管理员；作为 Super 用户将拥有全部权限。',
    },
    action: {
      en: 'Create it as a Normal user by hand if its permissions were meant as limits.',
      zh: '若这些权限意在限制，请手动将其创建为 Normal 用户。',
    },
  },
  IMPORT_PERMISSION_UNKNOWN: {
    ...told,
    message: {
      en: '{name} has a permission that ACL 1.0 does not know ({permission}) and takes as DENY.',
      zh: '{name} 有 ACL 1.0 不认识的权限（{permission}），按 DENY 处理。',
    },
    action: { en: 'It becomes Deny at the target too.', zh: '在目标集群同样设为 Deny。' },
  },
  IMPORT_PASSWORD_NOT_COMPARED: {
    ...told,
    message: {
      en: 'Whether the password of {name} is the same at the target was not compared.',
      zh: '未比对 {name} 在目标集群的密码是否相同。',
    },
    action: {
      en: 'Give the secrets of the source to have it compared.',
      zh: '如需比对，请提供源集群的密钥。',
    },
  },
  IMPORT_RESOURCE_RENAMED: {
    ...told,
    message: {
      en: 'Permissions of {name} are for the names in namespace {namespace}; those for all names are for all names in it.',
      zh: '{name} 的权限对应命名空间 {namespace} 中的名称；对所有名称的权限仅限该命名空间。',
    },
    action: { en: 'Check the rules of the row.', zh: '请核对该条目的规则。' },
  },
  IMPORT_PERMISSIONS_RENAMED: {
    ...told,
    message: {
      en: 'Permissions of {name} are for the names in namespace {namespace}; default ones are for all names of the target.',
      zh: '{name} 的权限对应命名空间 {namespace} 中的名称；默认权限则针对目标集群的所有名称。',
    },
    action: { en: 'Check the permissions of the row.', zh: '请核对该条目的权限。' },
  },
  IMPORT_SOURCE_CONFLICT: {
    ...told,
    message: {
      en: '{name} is not the same on all brokers of the source ({settings}); what was read first is imported.',
      zh: '{name} 在源集群各 Broker 上不一致（{settings}）；导入最先读取的一份。',
    },
    action: { en: 'Check which one is right.', zh: '请核对以哪一份为准。' },
  },
});
