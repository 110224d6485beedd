import { defineErrors } from '@mqferry/core';

/** What can go wrong when a gateway stands in for brokers. */
export const proxyErrors = defineErrors({
  GATEWAY_PORT_IN_USE: {
    status: 409,
    retriable: true,
    message: {
      en: 'Port {port}, at which clients reach broker {broker} through the gateway, is taken.',
      zh: '网关代理 Broker {broker} 所用的端口 {port} 已被占用。',
    },
    action: {
      en: 'Free the port. Clients have it in their routes, so it stays the same.',
      zh: '请释放该端口。客户端的路由中已记录该端口，因此不会更换。',
    },
  },
  GATEWAY_PORTS_EXHAUSTED: {
    status: 409,
    retriable: false,
    message: {
      en: 'No two ports between {first} and {last} are left for broker {broker}.',
      zh: '{first} 至 {last} 之间已没有可供 Broker {broker} 使用的两个端口。',
    },
    action: {
      en: 'Give the gateway more ports: each broker, masters and slaves of both clusters, takes two of them.',
      zh: '请扩大网关的端口范围：两个集群的每个 Broker（含主从）各占用两个端口。',
    },
  },
});
