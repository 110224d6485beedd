import { defineErrors } from '@mqferry/core';

const refused = { status: 422, retriable: false } as const;
const failed = { status: 502, retriable: true } as const;

/** What an import refuses, what it could not do, and what it wants to be known. */
export const importErrors = defineErrors({
  IMPORT_TOO_LARGE: {
    status: 422,
    retriable: false,
    message: {
      en: '{topics} topics and {groups} groups are chosen; one import takes {mostTopics} topics and {mostGroups} groups at most. Nothing was written.',
      zh: '共选择了 {topics} 个主题和 {groups} 个消费组；单次导入最多 {mostTopics} 个主题和 {mostGroups} 个消费组。未写入任何内容。',
    },
    action: {
      en: 'Import it in these {count} parts: {parts}.',
      zh: '请分 {count} 部分导入：{parts}。',
    },
  },
  IMPORT_PART_UNKNOWN: {
    status: 404,
    retriable: false,
    message: { en: 'There is no part {part} of this import.', zh: '该导入没有名为 {part} 的部分。' },
    action: { en: 'The parts are: {parts}.', zh: '现有部分：{parts}。' },
  },
  IMPORT_NOTHING_CHOSEN: {
    status: 404,
    retriable: false,
    message: {
      en: 'Nothing of the document is chosen: it has {topics} topics and {groups} groups, none of which the names and patterns match.',
      zh: '未选择任何内容：文件中有 {topics} 个主题和 {groups} 个消费组，均与给定的名称和表达式不符。',
    },
    action: {
      en: 'Patterns have to match whole names, with the namespace: "orders%.*".',
      zh: '表达式须匹配含命名空间的完整名称，例如 "orders%.*"。',
    },
  },
  IMPORT_NAMESPACE_INVALID: {
    status: 400,
    retriable: false,
    message: {
      en: '{namespace} cannot be a namespace.',
      zh: '{namespace} 不能用作命名空间。',
    },
    action: {
      en: 'Write letters, digits, - and _ only.',
      zh: '只能使用字母、数字、- 和 _。',
    },
  },
  IMPORT_QUEUES_INVALID: {
    status: 400,
    retriable: false,
    message: {
      en: '{min} to {max} is no range of queue counts.',
      zh: '{min} 到 {max} 不是有效的队列数范围。',
    },
    action: { en: 'Write two numbers from 1 on, such as 3-16.', zh: '请写两个不小于 1 的数，例如 3-16。' },
  },
  IMPORT_PATTERN_INVALID: {
    status: 400,
    retriable: false,
    message: {
      en: '{pattern} is not a regular expression: {reason}.',
      zh: '{pattern} 不是有效的正则表达式：{reason}。',
    },
    action: {
      en: 'Correct the expression; it has to match whole names, such as "orders.*" or "a|b".',
      zh: '请更正表达式；它须匹配完整名称，例如 "orders.*" 或 "a|b"。',
    },
  },
  IMPORT_NAMES_COLLIDE: {
    ...refused,
    message: {
      en: '{name} and {other} would both become {target}.',
      zh: '{name} 与 {other} 都将变为 {target}。',
    },
    action: {
      en: 'Import them into different namespaces, one after the other.',
      zh: '请先后将它们导入不同的命名空间。',
    },
  },
  IMPORT_NAME_TOO_LONG: {
    ...refused,
    message: {
      en: '{target} has {length} characters; the target takes {most}.',
      zh: '{target} 有 {length} 个字符；目标集群最多允许 {most} 个。',
    },
    action: {
      en: 'Choose a shorter namespace, or create it under another name and let its clients use that.',
      zh: '请使用更短的命名空间，或以其他名称创建并让客户端使用该名称。',
    },
  },
  IMPORT_NAME_INVALID: {
    ...refused,
    message: {
      en: '{target} has characters that the target does not take: only letters, digits, %, |, - and _ are allowed.',
      zh: '{target} 含有目标集群不接受的字符：只允许字母、数字、%、|、- 和 _。',
    },
    action: {
      en: 'Create it under another name, and let its clients use that.',
      zh: '请以其他名称创建，并让客户端使用该名称。',
    },
  },
  IMPORT_EXISTS_DIFFERENT: {
    ...refused,
    message: {
      en: '{target} exists on {broker} with other settings: {settings}. It was left as it is.',
      zh: '{target} 已存在于 {broker}，但设置不同：{settings}。未作修改。',
    },
    action: {
      en: 'Allow existing ones to be overwritten (--existing overwrite), or leave it out.',
      zh: '请允许覆盖已有内容（--existing overwrite），或将其排除。',
    },
  },
  IMPORT_TARGET_UNREADABLE: {
    ...failed,
    message: {
      en: 'Broker {broker} at {address} cannot be read: {reason}',
      zh: '无法读取位于 {address} 的 Broker {broker}：{reason}',
    },
    action: {
      en: 'Check that it runs and can be reached from here, then import the failed rows again.',
      zh: '请检查其是否运行、能否从此处访问，然后重新导入失败的条目。',
    },
  },
  IMPORT_NOT_AS_WRITTEN: {
    ...failed,
    message: {
      en: '{broker} took {target}, but has it otherwise than written: {settings}.',
      zh: '{broker} 已接受 {target}，但其内容与写入的不同：{settings}。',
    },
    action: {
      en: 'Something else changes it too, or the broker does not know the setting. Compare it there.',
      zh: '可能另有程序在修改，或该 Broker 不支持此设置。请在目标端比对。',
    },
  },
  IMPORT_FAILED: {
    ...failed,
    message: { en: '{broker} did not take {target}: {reason}', zh: '{broker} 未接受 {target}：{reason}' },
    action: {
      en: 'Remove the cause, then import the failed rows again.',
      zh: '请排除原因，然后重新导入失败的条目。',
    },
  },
  IMPORT_STOPPED: {
    status: 409,
    retriable: true,
    message: { en: 'The import was ended before {target}.', zh: '导入在处理 {target} 之前已结束。' },
    action: { en: 'Import the failed rows again.', zh: '请重新导入失败的条目。' },
  },
  IMPORT_SECRET_MISSING: {
    ...refused,
    message: {
      en: 'The password of {name} is not in the document.',
      zh: '文件中没有 {name} 的密码。',
    },
    action: {
      en: 'Export again with --with-secrets, or hand in the plain_acl.yml of the source with --acl.',
      zh: '请使用 --with-secrets 重新导出，或用 --acl 提供源集群的 plain_acl.yml。',
    },
  },
  IMPORT_SECRETS_SEALED: {
    ...refused,
    message: {
      en: 'The password of {name} is sealed in the document.',
      zh: '{name} 的密码已加密保存在文件中。',
    },
    action: {
      en: 'Give the passphrase of the export (--secrets-passphrase-file).',
      zh: '请提供导出时的口令（--secrets-passphrase-file）。',
    },
  },
  IMPORT_USER_REFUSED: {
    ...refused,
    message: {
      en: 'What {name} may do is not imported because the user is not.',
      zh: '用户 {name} 未导入，因此其权限也不导入。',
    },
    action: { en: 'See the row of the user.', zh: '请查看该用户的条目。' },
  },
  IMPORT_NO_USERS_THERE: {
    ...refused,
    message: {
      en: 'Broker {broker} ({version}) keeps no users: {reason}',
      zh: 'Broker {broker}（{version}）不支持用户：{reason}',
    },
    action: {
      en: 'Users need 5.3.0 or newer with an authenticationMetadataProvider and an authorizationMetadataProvider. For 4.x, copy plain_acl.yml to the brokers.',
      zh: '用户功能需要 5.3.0 或更新版本，并配置 authenticationMetadataProvider 与 authorizationMetadataProvider。对于 4.x，请将 plain_acl.yml 复制到各 Broker。',
    },
  },
  IMPORT_QUEUES_ADJUSTED: {
    ...refused,
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
    ...refused,
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
    ...refused,
    message: {
      en: 'The document has {sum} as the sum of {masters} masters: {each} on each.',
      zh: '文件中为 {masters} 个主节点之和 {sum}：每个主节点 {each} 个。',
    },
    action: { en: 'Check that there were as many masters.', zh: '请核对主节点数。' },
  },
  IMPORT_ORDER_BY_QUEUES: {
    ...refused,
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
    ...refused,
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
    ...refused,
    message: {
      en: '{name} is set up differently on brokers {brokers} of the source; the target gets what most have, and brokers of the same name their own.',
      zh: '{name} 在源集群的 {brokers} 上设置不同；目标集群采用多数 Broker 的设置，同名 Broker 采用各自的设置。',
    },
    action: { en: 'Check what is written to each broker.', zh: '请核对写入各 Broker 的内容。' },
  },
  IMPORT_ON_MORE_BROKERS: {
    ...refused,
    message: {
      en: '{name} is on {brokers} only at the source; at the target it is created on all brokers.',
      zh: '{name} 在源集群中仅位于 {brokers}；在目标集群中将创建于所有 Broker。',
    },
    action: { en: 'Delete it there where it is not wanted.', zh: '如不需要，请在相应 Broker 上删除。' },
  },
  IMPORT_NOT_WRITABLE: {
    ...refused,
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
    ...refused,
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
    ...refused,
    message: { en: 'The message type was chosen for this import.', zh: '消息类型由本次导入指定。' },
    action: {
      en: 'Brokers take MIXED only with enableMixedMessageType=true.',
      zh: '仅当 enableMixedMessageType=true 时 Broker 才接受 MIXED。',
    },
  },
  IMPORT_TYPES_UNKNOWN: {
    ...refused,
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
    ...refused,
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
    ...refused,
    message: {
      en: 'The source lets in {addresses} without any check (globalWhiteRemoteAddresses). Users have nothing like it.',
      zh: '源集群对 {addresses} 免除一切检查（globalWhiteRemoteAddresses）。用户功能没有对应的设置。',
    },
    action: {
      en: 'Give the clients at these addresses an account before they use the target, or allow the requests they send with authenticationWhitelist and authorizationWhitelist.',
      zh: '请在这些地址的客户端使用目标集群之前为其分配账号，或用 authenticationWhitelist 与 authorizationWhitelist 放行其请求。',
    },
  },
  IMPORT_WHITE_ADDRESS: {
    ...refused,
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
    ...refused,
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
    ...refused,
    message: {
      en: 'The white address {address} of {name} cannot be written as addresses or CIDR ranges.',
      zh: '{name} 的白名单地址 {address} 无法表示为地址或 CIDR 网段。',
    },
    action: { en: 'Set sourceIps by hand at the target.', zh: '请在目标集群手动设置 sourceIps。' },
  },
  IMPORT_ADMIN_GAINS: {
    ...refused,
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
    ...refused,
    message: {
      en: '{name} has a permission that ACL 1.0 does not know ({permission}) and takes as DENY.',
      zh: '{name} 有 ACL 1.0 不认识的权限（{permission}），按 DENY 处理。',
    },
    action: { en: 'It becomes Deny at the target too.', zh: '在目标集群同样设为 Deny。' },
  },
  IMPORT_PASSWORD_NOT_COMPARED: {
    ...refused,
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
    ...refused,
    message: {
      en: 'Permissions of {name} are for the names in namespace {namespace}; those for all names are for all names in it.',
      zh: '{name} 的权限对应命名空间 {namespace} 中的名称；对所有名称的权限仅限该命名空间。',
    },
    action: { en: 'Check the rules of the row.', zh: '请核对该条目的规则。' },
  },
  IMPORT_SOURCE_CONFLICT: {
    ...refused,
    message: {
      en: '{name} is not the same on all brokers of the source ({settings}); what was read first is imported.',
      zh: '{name} 在源集群各 Broker 上不一致（{settings}）；导入最先读取的一份。',
    },
    action: { en: 'Check which one is right.', zh: '请核对以哪一份为准。' },
  },
});
