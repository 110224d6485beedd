import { defineErrors } from '@mqferry/core';

const final = { retriable: false } as const;

/** What can be wrong with logging in by a provider of identities (OpenID Connect). */
export const oidcErrors = defineErrors({
  OIDC_NOT_CONFIGURED: {
    ...final,
    status: 404,
    message: {
      en: 'This service has no provider of identities.',
      zh: '此服务没有配置身份提供方。',
    },
    action: {
      en: 'Log in with a password, or start the service with --oidc-issuer.',
      zh: '请使用密码登录，或以 --oidc-issuer 启动服务。',
    },
  },
  OIDC_ISSUER_INVALID: {
    ...final,
    status: 400,
    message: {
      en: 'The issuer {issuer} is no https address; http is for this machine itself only.',
      zh: '发行方 {issuer} 不是 https 地址；http 仅可用于本机。',
    },
    action: { en: 'Give the https address of the issuer.', zh: '请给出发行方的 https 地址。' },
  },
  OIDC_SECRET_UNREADABLE: {
    ...final,
    status: 400,
    message: {
      en: 'The file {file} with the client secret cannot be read, or is empty: {reason}.',
      zh: '无法读取包含客户端密钥的文件 {file}，或文件为空：{reason}。',
    },
    action: { en: 'Check the path and its rights.', zh: '请检查路径及其权限。' },
  },
  OIDC_UNREACHABLE: {
    status: 502,
    retriable: true,
    message: {
      en: 'The provider of identities {issuer} does not answer as it should: {reason}.',
      zh: '身份提供方 {issuer} 没有正常应答：{reason}。',
    },
    action: {
      en: 'Try again; if it stays like this, check the address of the issuer and the network.',
      zh: '请重试；若持续如此，请检查发行方地址与网络。',
    },
  },
  OIDC_NOT_ALLOWED: {
    ...final,
    status: 403,
    message: {
      en: '{host} is not in a network that the service may connect to.',
      zh: '{host} 不在服务允许连接的网络中。',
    },
    action: {
      en: 'Have the network of the provider allowed where the service is started.',
      zh: '请在启动服务时允许身份提供方所在的网络。',
    },
  },
  OIDC_REFUSED: {
    ...final,
    status: 401,
    message: { en: 'The login was refused: {reason}.', zh: '登录被拒绝：{reason}。' },
    action: {
      en: 'Log in again; if it stays like this, ask an administrator to look at the log of the service.',
      zh: '请重新登录；若持续如此，请管理员查看服务日志。',
    },
  },
  OIDC_EXPIRED: {
    ...final,
    status: 401,
    message: {
      en: 'This login was not begun in this browser, or took too long.',
      zh: '此登录不是在本浏览器中发起的，或已超时。',
    },
    action: { en: 'Begin it again.', zh: '请重新发起登录。' },
  },
  OIDC_NO_ROLE: {
    ...final,
    status: 403,
    message: {
      en: '{name} has no role here: none of the values of {claim} gives one.',
      zh: '{name} 在此没有角色：{claim} 的取值均未对应任何角色。',
    },
    action: {
      en: 'Ask an administrator to be put into a group that has a role.',
      zh: '请联系管理员，将您加入有相应角色的组。',
    },
  },
});
