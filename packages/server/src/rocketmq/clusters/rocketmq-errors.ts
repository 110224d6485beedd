import { defineErrors } from '@mqferry/core';

/** Why a RocketMQ cluster cannot be used. */
export const rocketmqErrors = defineErrors({
  ROCKETMQ_BROKER_UNREACHABLE: {
    status: 502,
    retriable: true,
    message: {
      en: 'The broker {broker} cannot be reached from here at {address}, the address that it has registered: {reason}',
      zh: '从此处无法访问 Broker {broker}，其注册地址为 {address}：{reason}',
    },
    action: {
      en: 'Check that it runs and that no firewall lies between. Where the address is one of another network, set brokerIP1 of the broker to one that can be reached from here.',
      zh: '请检查其是否运行、中间是否有防火墙。若该地址属于其他网络，请将 Broker 的 brokerIP1 设为此处可访问的地址。',
    },
  },
  ROCKETMQ_VERSION_TOO_OLD: {
    status: 422,
    retriable: false,
    message: {
      en: 'The broker {broker} is of release {version}.',
      zh: 'Broker {broker} 的版本为 {version}。',
    },
    action: {
      en: 'Releases before 4.0 are those before Apache, with other packages and formats that nobody has tried with this program. Upgrade the brokers to 4.9 first.',
      zh: '4.0 之前为进入 Apache 之前的版本，其包名与格式不同，未在本程序中验证。请先将 Broker 升级到 4.9。',
    },
  },
  ROCKETMQ_CLUSTER_NONE: {
    status: 409,
    retriable: true,
    message: {
      en: 'The name servers know no cluster: no broker has registered with them.',
      zh: 'NameServer 中没有任何集群：尚无 Broker 注册。',
    },
    action: {
      en: 'Check that these are the name servers that brokers are configured with (namesrvAddr), and that the brokers run.',
      zh: '请检查这些是否为 Broker 所配置的 NameServer（namesrvAddr），以及 Broker 是否在运行。',
    },
  },
});
