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
  IMPORT_BROKER_MISSING: {
    ...failed,
    message: {
      en: 'Broker {broker} has no master at the moment: the name servers know none.',
      zh: 'Broker {broker} 当前没有主节点：NameServer 中未注册。',
    },
    action: {
      en: 'Start it, then import the failed rows again.',
      zh: '请启动它，然后重新导入失败的条目。',
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
  IMPORT_USERS_NOT_PERMITTED: {
    ...refused,
    message: {
      en: 'The account that was used may not read the users and policies of broker {broker} ({version}): {reason}',
      zh: '所用账号无权读取 Broker {broker}（{version}）的用户与策略：{reason}',
    },
    action: {
      en: 'Import with the access key of an administrator (5.x: a Super user), or leave users out (--no-users).',
      zh: '请使用管理员（5.x：Super 用户）的 AccessKey 导入，或不导入用户（--no-users）。',
    },
  },
  IMPORT_NO_USERS_THERE: {
    ...refused,
    message: {
      en: 'Broker {broker} ({version}) keeps no users: {reason}',
      zh: 'Broker {broker}（{version}）不支持用户：{reason}',
    },
    action: {
      en: 'Users need 5.3.0 or newer with an authenticationMetadataProvider and an authorizationMetadataProvider. Accounts need 4.x with aclEnable=true; from 5.2.0 to 5.3.2, copy plain_acl.yml to the brokers.',
      zh: '用户功能需要 5.3.0 或更新版本，并配置 authenticationMetadataProvider 与 authorizationMetadataProvider。账号需要 4.x 且 aclEnable=true；5.2.0 至 5.3.2 请将 plain_acl.yml 复制到各 Broker。',
    },
  },
});
