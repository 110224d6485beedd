import { defineErrors } from '@mqferry/core';

/** What keeps a gateway from serving. */
export const gatewayErrors = defineErrors({
  GATEWAY_BROKER_NAME_TAKEN: {
    status: 409,
    retriable: false,
    message: {
      en: 'Both clusters have a broker {broker}, and the routing table has no other name for that of the target.',
      zh: '两个集群都有名为 {broker} 的 Broker，而路由表未给目标端的 Broker 另取名称。',
    },
    action: {
      en: 'Scan the clusters again, so that the broker gets a name of its own; until then clients keep the routes that they have.',
      zh: '请重新扫描集群，以便为该 Broker 另取名称；在此之前客户端沿用已有路由。',
    },
  },
  GATEWAY_STATIC_TOPIC: {
    status: 409,
    retriable: false,
    message: {
      en: 'The queues of {topic} are mapped to several brokers by the cluster; such a topic cannot be shown beside another cluster.',
      zh: '{topic} 是静态主题，其逻辑队列由集群映射到多个 Broker，无法与另一个集群合并路由。',
    },
    action: { en: 'Take the topic out of the task.', zh: '请将该主题移出任务。' },
  },
  GATEWAY_TABLE_INVALID: {
    status: 400,
    retriable: false,
    message: {
      en: 'The routing table in {file} cannot be used: {reason}',
      zh: '{file} 中的路由表无法使用：{reason}',
    },
    action: {
      en: 'Mend the file. A gateway that runs goes on with the table that it has.',
      zh: '请修正该文件。正在运行的网关继续使用现有路由表。',
    },
  },
  GATEWAY_HOST_UNKNOWN: {
    status: 400,
    retriable: false,
    message: {
      en: 'A gateway that stands in for brokers has to tell clients its host, and {host} is none.',
      zh: '代理 Broker 的网关须告知客户端其主机名，而 {host} 不是可连接的地址。',
    },
    action: {
      en: 'Listen at an address of this host, or give the host by which clients reach it.',
      zh: '请监听本机的具体地址，或指定客户端访问网关所用的主机名。',
    },
  },
  GATEWAY_LISTEN_FAILED: {
    status: 503,
    retriable: true,
    message: {
      en: 'The gateway cannot listen at {address}: {reason}.',
      zh: '网关无法监听 {address}：{reason}。',
    },
    action: {
      en: 'Choose an address of this host and a port that nobody else uses.',
      zh: '请选择本机地址及未被占用的端口。',
    },
  },
});
