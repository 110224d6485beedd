import { defineErrors } from '@mqferry/core';

/** What keeps a gateway from serving clients that speak gRPC. */
export const grpcErrors = defineErrors({
  GATEWAY_NO_GRPC_PROXY: {
    status: 503,
    retriable: true,
    message: {
      en: 'No proxy of RocketMQ answers to gRPC at {addresses}: {reason}.',
      zh: '{addresses} 没有以 gRPC 应答的 RocketMQ Proxy：{reason}。',
    },
    action: {
      en: 'Start the proxy of that cluster, or give its gRPC address. Clusters before 5.0 have neither proxies nor clients that speak gRPC: leave the option out.',
      zh: '请启动该集群的 Proxy，或给出其 gRPC 地址。5.0 之前的集群没有 Proxy，也没有 gRPC 客户端：请不要使用此选项。',
    },
  },
});
