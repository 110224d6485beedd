import { defineErrors } from '@mqferry/core';

/** What can go wrong when a bearer token is fetched. */
export const oauthErrors = defineErrors({
  OAUTH_ENDPOINT_UNREACHABLE: {
    status: 502,
    retriable: true,
    message: {
      en: 'The token endpoint {url} cannot be reached: {reason}.',
      zh: '无法访问令牌端点 {url}：{reason}。',
    },
    action: {
      en: 'Check the address, the network, and for https that the certificate of the endpoint is trusted.',
      zh: '请检查地址与网络；若为 https，请检查端点证书是否受信任。',
    },
  },
  OAUTH_ENDPOINT_NOT_ALLOWED: {
    status: 403,
    retriable: false,
    message: {
      en: 'The token endpoint {url} is not in a network that may be connected to.',
      zh: '令牌端点 {url} 不在允许连接的网络中。',
    },
    action: {
      en: 'Use an endpoint in one of the allowed networks, or have that network allowed where the service is started.',
      zh: '请使用允许网络中的端点，或在启动服务时允许该网络。',
    },
  },
  OAUTH_TOKEN_REFUSED: {
    status: 401,
    retriable: false,
    message: {
      en: 'The token endpoint {url} answered with status {status} and gave no token: {reason}.',
      zh: '令牌端点 {url} 返回状态 {status}，未给出令牌：{reason}。',
    },
    action: { en: 'Check client id, client secret and scope.', zh: '请检查客户端 ID、密钥与 scope。' },
  },
  OAUTH_TOKEN_MALFORMED: {
    status: 502,
    retriable: false,
    message: { en: 'What {source} holds is not a bearer token.', zh: '{source} 中的内容不是 bearer 令牌。' },
    action: {
      en: 'A token consists of letters, digits and -._~+/ only. Check where it comes from.',
      zh: '令牌只能由字母、数字及 -._~+/ 组成。请检查其来源。',
    },
  },
});
