import { defineErrors } from '@mqferry/core';

/** What can go wrong between this program and a ZooKeeper. */
export const zookeeperErrors = defineErrors({
  ZOOKEEPER_ADDRESS_INVALID: {
    status: 400,
    retriable: false,
    message: {
      en: '“{text}” is not an address of ZooKeeper.',
      zh: '“{text}”不是有效的 ZooKeeper 地址。',
    },
    action: {
      en: 'Write it as the brokers have it in zookeeper.connect: host:port,host:port/path.',
      zh: '请按节点配置 zookeeper.connect 的写法填写：host:port,host:port/path。',
    },
  },
  ZOOKEEPER_UNREACHABLE: {
    status: 502,
    retriable: true,
    message: {
      en: 'None of the ZooKeeper servers could be used: {reasons}',
      zh: '所有 ZooKeeper 服务器均不可用：{reasons}',
    },
    action: {
      en: 'Check the addresses, that ZooKeeper runs and lets this machine in, and that no firewall lies between. TLS and SASL are not spoken here.',
      zh: '请检查地址、ZooKeeper 是否运行并允许本机访问，以及中间是否有防火墙。此处不支持 TLS 与 SASL。',
    },
  },
  ZOOKEEPER_REFUSED: {
    status: 502,
    retriable: false,
    message: {
      en: '{server} answered {path} with {error}.',
      zh: '{server} 对 {path} 返回 {error}。',
    },
    action: {
      en: 'NoAuth means that the node is protected by an ACL of ZooKeeper; read the topics from the brokers instead. For others see the log of that server.',
      zh: 'NoAuth 表示该节点受 ZooKeeper ACL 保护，请改为从 Kafka 节点读取主题；其他错误请查看该服务器日志。',
    },
  },
  ZOOKEEPER_NO_KAFKA: {
    status: 404,
    retriable: false,
    message: {
      en: 'There is no Kafka cluster under {path} of {server}.',
      zh: '{server} 的 {path} 下没有 Kafka 集群。',
    },
    action: {
      en: 'Add the path that the brokers have behind the addresses in zookeeper.connect.',
      zh: '请补充节点配置 zookeeper.connect 中地址之后的路径。',
    },
  },
  ZOOKEEPER_DATA_INVALID: {
    status: 502,
    retriable: false,
    message: {
      en: 'What {path} holds cannot be read: {reason}.',
      zh: '无法解析 {path} 的内容：{reason}。',
    },
    action: {
      en: 'Look at it with zookeeper-shell; it should be what a Kafka broker writes there.',
      zh: '请用 zookeeper-shell 查看；其内容应由 Kafka 节点写入。',
    },
  },
});
