import { defineErrors } from '@mqferry/core';

const ADDRESS = {
  en: 'Check the address, that the server runs, and that no firewall lies between. Addresses of brokers are those they registered themselves with (brokerIP1).',
  zh: '请检查地址是否正确、服务是否运行，以及中间是否有防火墙。Broker 的地址是其自行注册的地址（brokerIP1）。',
};

/** What can go wrong between this client and one server. */
export const connectionErrors = defineErrors({
  ROCKETMQ_ADDRESS_INVALID: {
    status: 400,
    retriable: false,
    message: {
      en: '“{value}” is no address such as 10.0.0.1:9876.',
      zh: '“{value}”不是形如 10.0.0.1:9876 的地址。',
    },
    action: { en: 'Write host and port, joined by a colon.', zh: '请写成“主机:端口”。' },
  },
  ROCKETMQ_CONNECT_FAILED: {
    status: 502,
    retriable: true,
    message: { en: 'Could not connect to {broker}: {reason}.', zh: '无法连接 {broker}：{reason}。' },
    action: ADDRESS,
  },
  ROCKETMQ_NETWORK_NOT_ALLOWED: {
    status: 403,
    retriable: false,
    message: {
      en: '{broker} is in no network that may be connected to.',
      zh: '{broker} 不在允许连接的网段内。',
    },
    action: {
      en: 'Use another address, or have the administrator of the service allow its network.',
      zh: '请使用其他地址，或请服务管理员放行该网段。',
    },
  },
  ROCKETMQ_TLS_FAILED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The TLS handshake with {broker} failed: {reason}.',
      zh: '与 {broker} 的 TLS 握手失败：{reason}。',
    },
    action: {
      en: 'Check that the server speaks TLS (tls.server.mode), that its CA is trusted here and that the name matches.',
      zh: '请检查服务端是否启用 TLS（tls.server.mode）、本端是否信任其 CA，以及主机名是否匹配。',
    },
  },
  ROCKETMQ_DISCONNECTED: {
    status: 502,
    retriable: true,
    message: {
      en: 'The connection to {broker} ended: {reason}.',
      zh: '与 {broker} 的连接已断开：{reason}。',
    },
    action: ADDRESS,
  },
  ROCKETMQ_TIMEOUT: {
    status: 504,
    retriable: true,
    message: {
      en: '{broker} did not answer {request} within {ms} ms.',
      zh: '{broker} 未在 {ms} 毫秒内应答 {request}。',
    },
    action: {
      en: 'Check that the server is not overloaded and that the network is sound.',
      zh: '请检查服务端负载与网络状况。',
    },
  },
  ROCKETMQ_ANSWER_INVALID: {
    status: 502,
    retriable: false,
    message: {
      en: 'What {broker} answered to {request} cannot be read: {reason}',
      zh: '无法读取 {broker} 对 {request} 的应答：{reason}',
    },
    action: {
      en: 'Check that the address is that of a name server or broker of RocketMQ. If it is, report this with its release.',
      zh: '请检查该地址是否为 RocketMQ 的 NameServer 或 Broker；若是，请连同其版本一并反馈。',
    },
  },
  ROCKETMQ_NAME_SERVERS_UNREACHABLE: {
    status: 502,
    retriable: true,
    message: { en: 'No name server could be asked: {reasons}', zh: '所有 NameServer 均不可用：{reasons}' },
    action: {
      en: 'Check the addresses, that the name servers run, and that no firewall lies between.',
      zh: '请检查地址是否正确、NameServer 是否运行，以及中间是否有防火墙。',
    },
  },
  ROCKETMQ_NOT_A_NAME_SERVER: {
    status: 422,
    retriable: false,
    message: {
      en: 'What answers at {addresses} is no name server: {reasons}',
      zh: '{addresses} 处应答的不是 NameServer：{reasons}',
    },
    action: {
      en: 'Give the addresses of the name servers (port 9876 unless changed), not those of brokers or of another service.',
      zh: '请填写 NameServer 的地址（默认端口 9876），而不是 Broker 或其他服务的地址。',
    },
  },
});
