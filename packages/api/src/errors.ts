import { defineErrors } from '@mqferry/core';

const final = { retriable: false } as const;

/** What can be wrong between a client and the service. */
export const apiErrors = defineErrors({
  API_INPUT_INVALID: {
    ...final,
    status: 400,
    message: { en: 'The request is not valid: {reason}.', zh: '请求无效：{reason}。' },
    action: {
      en: 'Correct the named fields; /api/openapi.json describes what each request takes.',
      zh: '请更正所列字段；/api/openapi.json 描述了每个请求的格式。',
    },
  },
  API_ROUTE_UNKNOWN: {
    ...final,
    status: 404,
    message: { en: 'There is no {method} {path}.', zh: '不存在 {method} {path}。' },
    action: { en: 'See /api/openapi.json for what there is.', zh: '可用的接口见 /api/openapi.json。' },
  },
  API_NOT_FOUND: {
    ...final,
    status: 404,
    message: { en: 'There is no {kind} {id}.', zh: '不存在 {kind} {id}。' },
    action: {
      en: 'Look it up in its list; somebody may have deleted it.',
      zh: '请在相应列表中查看；它可能已被删除。',
    },
  },
  API_NAME_TAKEN: {
    ...final,
    status: 409,
    message: { en: 'A {kind} with the name {name} exists already.', zh: '名为 {name} 的 {kind} 已存在。' },
    action: { en: 'Choose another name.', zh: '请换一个名称。' },
  },
  API_LOGIN_NEEDED: {
    ...final,
    status: 401,
    message: { en: 'This takes a login, or an API token.', zh: '此操作需要登录或使用 API 令牌。' },
    action: {
      en: 'Log in again; a session ends after some hours without use.',
      zh: '请重新登录；会话在闲置数小时后失效。',
    },
  },
  API_LOGIN_FAILED: {
    ...final,
    status: 401,
    message: { en: 'The user name or the password is wrong.', zh: '用户名或密码错误。' },
    action: {
      en: 'Try again, or ask an administrator for a new password.',
      zh: '请重试，或向管理员申请新密码。',
    },
  },
  API_LOGIN_TOO_OFTEN: {
    retriable: true,
    status: 429,
    message: {
      en: 'Too many logins failed; the next one may be tried in {seconds} seconds.',
      zh: '登录失败次数过多；{seconds} 秒后可再试。',
    },
    action: { en: 'Wait, then try again.', zh: '请稍候再试。' },
  },
  API_TOKEN_REFUSED: {
    ...final,
    status: 401,
    message: {
      en: 'This is not the token that the service printed at its first start, or it was used.',
      zh: '这不是服务首次启动时打印的令牌，或该令牌已被使用。',
    },
    action: {
      en: 'While there is no user, each start prints a new one: start the service again.',
      zh: '在没有任何用户时，每次启动都会打印新的令牌：请重新启动服务。',
    },
  },
  API_PASSWORD_WRONG: {
    ...final,
    status: 401,
    message: { en: 'The password of now is wrong.', zh: '当前密码错误。' },
    action: {
      en: 'Try again, or ask an administrator for a new password.',
      zh: '请重试，或向管理员申请新密码。',
    },
  },
  API_NO_PASSWORD: {
    ...final,
    status: 409,
    message: { en: '{name} has no password here.', zh: '{name} 在此处没有密码。' },
    action: {
      en: 'API tokens and users of a provider of identities have none; change it there.',
      zh: 'API 令牌和通过身份提供方登录的用户没有密码；请在身份提供方处修改。',
    },
  },
  API_USER_EXTERNAL: {
    ...final,
    status: 409,
    message: {
      en: '{name} logs in by the provider of identities, which says which role that is.',
      zh: '{name} 通过身份提供方登录，其角色由身份提供方决定。',
    },
    action: {
      en: 'Change it there; it counts from the next login on.',
      zh: '请在身份提供方处修改；下次登录时生效。',
    },
  },
  API_LAST_ADMINISTRATOR: {
    ...final,
    status: 409,
    message: { en: 'This is the only administrator.', zh: '这是唯一的管理员。' },
    action: {
      en: 'Make another user an administrator first.',
      zh: '请先将另一位用户设为管理员。',
    },
  },
  API_CLUSTER_IN_USE: {
    ...final,
    status: 409,
    message: {
      en: 'Migrations, dump tasks or imports use the cluster {name}.',
      zh: '有迁移、转储任务或导入任务正在使用集群 {name}。',
    },
    action: { en: 'Delete them first.', zh: '请先将其删除。' },
  },
  API_CLUSTER_KIND: {
    ...final,
    status: 409,
    message: {
      en: '{name} is a cluster of {is}, and this is for clusters of {needs}.',
      zh: '{name} 是 {is} 集群，而此功能适用于 {needs} 集群。',
    },
    action: { en: 'Choose another cluster.', zh: '请选择其他集群。' },
  },
  API_DOCUMENT_IN_USE: {
    ...final,
    status: 409,
    message: {
      en: 'Imports that were not started yet are planned from the document {name}.',
      zh: '有尚未启动的导入任务基于文档 {name}。',
    },
    action: { en: 'Start or delete them first.', zh: '请先启动或删除这些任务。' },
  },
  API_CLUSTER_OTHER: {
    ...final,
    status: 409,
    message: {
      en: 'Migrations use {name}, and this leads to another Kafka cluster: {is} in place of {was}.',
      zh: '有迁移正在使用 {name}，而新地址指向另一个 Kafka 集群：{is}，原为 {was}。',
    },
    action: {
      en: 'Add that one as a cluster of its own, or give an address of the same cluster.',
      zh: '请将其作为单独的集群添加，或给出同一集群的地址。',
    },
  },
  API_ROLE_TOO_LOW: {
    ...final,
    status: 403,
    message: {
      en: 'This takes the role {needs}; you have the role {has}.',
      zh: '此操作需要角色 {needs}；您的角色是 {has}。',
    },
    action: { en: 'Ask an administrator for the role.', zh: '请向管理员申请该角色。' },
  },
  API_ORIGIN_REFUSED: {
    ...final,
    status: 403,
    message: {
      en: 'A change was asked for by a page of another origin ({origin}).',
      zh: '来自其他来源（{origin}）的页面请求了更改。',
    },
    action: {
      en: 'Open the console at the address that the service is reached by.',
      zh: '请通过服务自身的地址打开控制台。',
    },
  },
  API_BODY_TOO_LARGE: {
    ...final,
    status: 413,
    message: { en: 'The request is larger than {limit} bytes.', zh: '请求超过 {limit} 字节。' },
    action: { en: 'Split it.', zh: '请拆分后再试。' },
  },
  API_COPY_DIED: {
    status: 500,
    retriable: true,
    message: {
      en: 'The process that copies has ended: {reason}.',
      zh: '复制进程已结束：{reason}。',
    },
    action: {
      en: 'It is started again and goes on where the target is. If it happens again, see the log of the service.',
      zh: '该进程会重新启动，并从目标端现有的位置继续。若再次发生，请查看服务日志。',
    },
  },
  API_CHANGED_MEANWHILE: {
    status: 409,
    retriable: false,
    message: {
      en: 'The {kind} was changed by somebody else meanwhile.',
      zh: '{kind} 在此期间已被他人修改。',
    },
    action: { en: 'Look at it again, then repeat the change.', zh: '请重新查看后再次修改。' },
  },
  API_SELECTION_FIXED: {
    status: 409,
    retriable: false,
    message: {
      en: 'The selection cannot be changed while the copy runs.',
      zh: '复制运行期间不能修改选择范围。',
    },
    action: { en: 'Pause the migration first.', zh: '请先暂停迁移。' },
  },
  API_TOPICS_UNKNOWN: {
    status: 404,
    retriable: false,
    message: {
      en: 'These topics are not part of the migration: {topics}.',
      zh: '以下主题不属于该迁移：{topics}。',
    },
    action: { en: 'Choose among those that it copies.', zh: '请从该迁移复制的主题中选择。' },
  },
  API_SWITCH_STAGE: {
    status: 409,
    retriable: false,
    message: {
      en: 'The switch is at “{stage}”, where this cannot be done.',
      zh: '切换处于“{stage}”阶段，无法执行该操作。',
    },
    action: { en: 'Look at it again.', zh: '请重新查看该切换。' },
  },
  API_UNREACHABLE: {
    status: 503,
    retriable: true,
    message: {
      en: 'The service {url} does not answer as it should: {reason}.',
      zh: '服务 {url} 没有正常应答：{reason}。',
    },
    action: {
      en: 'Check the address, and whether the service runs.',
      zh: '请检查地址以及服务是否在运行。',
    },
  },
  API_UNEXPECTED: {
    ...final,
    status: 500,
    message: { en: 'A defect of the service: {reason}.', zh: '服务内部缺陷：{reason}。' },
    action: {
      en: 'Report it with the log of the service; nothing was changed by the rest of this request.',
      zh: '请附上服务日志报告此问题；此请求的其余部分未做任何更改。',
    },
  },
});
