import { defineErrors } from '@mqferry/core';

/** What can go wrong between this client and a Kafka cluster. */
export const clientErrors = defineErrors({
  KAFKA_UNREACHABLE: {
    status: 502,
    retriable: true,
    message: {
      en: 'None of the bootstrap servers could be used: {reasons}',
      zh: '所有引导地址均不可用：{reasons}',
    },
    action: {
      en: 'Check the addresses, that the brokers run, and that no firewall lies between.',
      zh: '请检查地址是否正确、节点是否运行，以及中间是否有防火墙。',
    },
  },
  KAFKA_CONNECT_FAILED: {
    status: 502,
    retriable: true,
    message: { en: 'Could not connect to {broker}: {reason}.', zh: '无法连接 {broker}：{reason}。' },
    action: {
      en: 'Check host name, port and network from this machine. All but the bootstrap servers come from the advertised.listeners of the brokers.',
      zh: '请从本机检查主机名、端口与网络。除引导地址外，其余地址均来自各节点的 advertised.listeners。',
    },
  },
  KAFKA_NETWORK_NOT_ALLOWED: {
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
  KAFKA_TLS_FAILED: {
    status: 502,
    retriable: false,
    message: {
      en: 'The TLS handshake with {broker} failed: {reason}.',
      zh: '与 {broker} 的 TLS 握手失败：{reason}。',
    },
    action: {
      en: 'Check that this listener speaks TLS, that the truststore holds its CA, that the name matches, and that a client certificate is given where one is asked for.',
      zh: '请检查该监听端口是否启用 TLS、信任库是否包含其 CA、主机名是否匹配，以及是否需要客户端证书。',
    },
  },
  KAFKA_TLS_EXPECTED: {
    status: 502,
    retriable: false,
    message: {
      en: '{broker} answered with TLS, but the connection is configured without it.',
      zh: '{broker} 使用 TLS 应答，但连接未配置 TLS。',
    },
    action: {
      en: 'Set security.protocol to SSL or SASL_SSL, or use the plaintext port.',
      zh: '请将 security.protocol 设为 SSL 或 SASL_SSL，或改用明文端口。',
    },
  },
  KAFKA_AUTHENTICATION_FAILED: {
    status: 401,
    retriable: false,
    message: {
      en: '{broker} refused the {mechanism} login: {reason}.',
      zh: '{broker} 拒绝了 {mechanism} 登录：{reason}。',
    },
    action: {
      en: 'Check user name, password and mechanism in sasl.jaas.config.',
      zh: '请检查 sasl.jaas.config 中的用户名、密码与机制。',
    },
  },
  KAFKA_MECHANISM_UNSUPPORTED: {
    status: 400,
    retriable: false,
    message: {
      en: '{broker} does not offer SASL {mechanism} on this listener; it offers: {offered}.',
      zh: '{broker} 的该监听端口不支持 SASL {mechanism}；支持：{offered}。',
    },
    action: {
      en: 'Use one of the offered mechanisms, or the port of a SASL listener.',
      zh: '请使用其支持的机制，或改用启用 SASL 的端口。',
    },
  },
  KAFKA_LOGIN_EXPECTED: {
    status: 401,
    retriable: false,
    message: {
      en: '{broker} wants a SASL login on this listener ({offered}), but the connection is configured without one.',
      zh: '{broker} 的该监听端口要求 SASL 登录（{offered}），但连接未配置登录。',
    },
    action: {
      en: 'Set security.protocol to SASL_PLAINTEXT or SASL_SSL, sasl.mechanism and sasl.jaas.config, or use the port of a listener without logins.',
      zh: '请将 security.protocol 设为 SASL_PLAINTEXT 或 SASL_SSL，并设置 sasl.mechanism 与 sasl.jaas.config，或改用无需登录的端口。',
    },
  },
  KAFKA_LOGIN_UNEXPECTED: {
    status: 400,
    retriable: false,
    message: {
      en: '{broker} takes no SASL logins on this listener.',
      zh: '{broker} 的该监听端口不接受 SASL 登录。',
    },
    action: {
      en: 'Set security.protocol to PLAINTEXT or SSL, or use the port of a SASL listener.',
      zh: '请将 security.protocol 设为 PLAINTEXT 或 SSL，或改用启用 SASL 的端口。',
    },
  },
  KAFKA_CLUSTER_CHANGED: {
    status: 409,
    retriable: false,
    message: {
      en: '{broker} belongs to the cluster {found} now; it was {expected} before.',
      zh: '{broker} 现属于集群 {found}，此前为 {expected}。',
    },
    action: {
      en: 'Another cluster answers at this address. Find out which one is meant, and start again.',
      zh: '该地址现由另一个集群应答。请确认目标集群后重新开始。',
    },
  },
  KAFKA_TIMEOUT: {
    status: 504,
    retriable: true,
    message: {
      en: '{broker} did not answer {api} within {ms} ms.',
      zh: '{broker} 在 {ms} 毫秒内未应答 {api}。',
    },
    action: {
      en: 'Look at the load and the log of that broker; raise request.timeout.ms if it is only slow.',
      zh: '请查看该节点的负载与日志；若仅为缓慢，可调大 request.timeout.ms。',
    },
  },
  KAFKA_DISCONNECTED: {
    status: 502,
    retriable: true,
    message: {
      en: 'The connection to {broker} ended: {reason}.',
      zh: '与 {broker} 的连接已断开：{reason}。',
    },
    action: {
      en: 'If it repeats at once, the listener may expect TLS or SASL; see the broker log.',
      zh: '若反复立即断开，该端口可能要求 TLS 或 SASL；请查看节点日志。',
    },
  },
  KAFKA_FRAME_TOO_LARGE: {
    status: 502,
    retriable: false,
    message: {
      en: '{broker} announced an answer of {size} bytes; at most {limit} are accepted.',
      zh: '{broker} 声明的应答为 {size} 字节，上限为 {limit} 字节。',
    },
    action: {
      en: 'Check that the port belongs to a Kafka broker.',
      zh: '请确认该端口属于 Kafka 节点。',
    },
  },
  KAFKA_PROTOCOL_VIOLATION: {
    status: 502,
    retriable: false,
    message: {
      en: '{broker} broke the protocol: {reason}.',
      zh: '{broker} 违反协议：{reason}。',
    },
    action: {
      en: 'Check that the port belongs to a Kafka broker, and what lies between.',
      zh: '请确认该端口属于 Kafka 节点，并检查中间设备。',
    },
  },
  KAFKA_VERSION_UNSUPPORTED: {
    status: 501,
    retriable: false,
    message: {
      en: '{broker} speaks {api} in versions {offered}; mqferry can use {known}.',
      zh: '{broker} 的 {api} 版本为 {offered}；mqferry 可用 {known}。',
    },
    action: {
      en: 'Kafka 0.10.2 to 4.3 are supported; what needs this call is not possible with this broker.',
      zh: '支持 Kafka 0.10.2 至 4.3；该节点无法完成需要此调用的操作。',
    },
  },
  KAFKA_BROKER_ERROR: {
    status: 502,
    retriable: false,
    message: {
      en: '{api} for {subject} was answered with {error}: {detail}',
      zh: '针对 {subject} 的 {api} 返回 {error}：{detail}',
    },
    action: {
      en: 'See the error name in the Kafka documentation and the log of the broker.',
      zh: '请查阅 Kafka 文档中的该错误名及节点日志。',
    },
  },
  KAFKA_BROKER_ERROR_RETRIABLE: {
    status: 503,
    retriable: true,
    message: {
      en: '{api} for {subject} was answered with {error}: {detail}',
      zh: '针对 {subject} 的 {api} 返回 {error}：{detail}',
    },
    action: {
      en: 'This error passes by itself in a healthy cluster; look at the state of its brokers if it stays.',
      zh: '健康集群中该错误会自行消失；若持续出现，请检查各节点状态。',
    },
  },
  KAFKA_TOPIC_UNKNOWN: {
    status: 404,
    retriable: false,
    message: { en: 'The cluster has no topic {topic}.', zh: '集群中不存在主题 {topic}。' },
    action: {
      en: 'Check the spelling and that this user may describe the topic.',
      zh: '请检查拼写，并确认该用户有权查看此主题。',
    },
  },
  KAFKA_PARTITION_UNKNOWN: {
    status: 404,
    retriable: false,
    message: { en: 'Topic {topic} has no partition {partition}.', zh: '主题 {topic} 没有分区 {partition}。' },
    action: {
      en: 'Look at the topic again: it may have been created anew with fewer partitions.',
      zh: '请重新查看该主题：可能已以更少的分区重建。',
    },
  },
  KAFKA_LEADER_UNKNOWN: {
    status: 503,
    retriable: true,
    message: {
      en: 'Partition {partition} of topic {topic} has no leader now.',
      zh: '主题 {topic} 的分区 {partition} 当前没有主副本。',
    },
    action: {
      en: 'Start the brokers that hold its replicas.',
      zh: '请启动持有其副本的节点。',
    },
  },
  KAFKA_CLOSED: {
    status: 499,
    retriable: false,
    message: { en: 'The client was closed.', zh: '客户端已关闭。' },
    action: { en: 'Nothing to do.', zh: '无需处理。' },
  },
});
