import type { gatewayEn } from './en.ts';

/** The same in Chinese. */
export const gatewayZh = {
  'help.gateway': '作为 RocketMQ 客户端的 NameServer，供主题迁往另一集群期间使用',
  'help.gatewayExample':
    '客户端把网关配置为其 NameServer；各主题向客户端展示哪个集群由路由表决定：\n  mqferry gateway --source-name-servers "10.0.0.1:9876;10.0.0.2:9876" --target-name-servers 10.1.0.1:9876 --table routes.json\n路由表变更后，若修订号更大则立即生效。请以同一路由表运行两个或更多网关；即使网关全部停止，\n客户端仍可按已有路由继续工作。\n无缝迁移的路由表由服务提供；文件保存最近一次的路由表，供服务不可用时使用：\n  mqferry gateway … --table routes.json --service https://mqferry:7430 --task shop --token token.txt',
  'option.gatewaySource': '主题迁出集群的 NameServer，以分号分隔',
  'option.gatewayTarget': '主题迁入集群的 NameServer',
  'option.gatewayTable': '路由表文件；变更时自动加载。使用 --service 时，服务给出的最新路由表保存于此',
  'option.gatewayService': '从此地址的服务获取路由表，并向其报告已连接的客户端',
  'option.gatewayTask': '网关所属的无缝迁移任务，名称或 id',
  'option.gatewayToken':
    '存有 API 令牌（operator 角色）的文件；不指定时使用 MQFERRY_TOKEN 或 mqferry login 的登录',
  'option.gatewayName': '网关的名称，须与该任务的其他网关不同（默认为主机名加端口）',
  'option.gatewayListen': '供客户端连接的监听地址（{default}）',
  'option.gatewayAdvertised': '客户端访问网关所用的主机名（当客户端不直接连接网关自身地址时）',
  'option.gatewayCert': '面向使用 TLS 的客户端的证书（PEM）；明文连接同样接受',
  'option.gatewayKey': '该证书的私钥（PEM）',
  'option.gatewaySourceCa': '以 TLS 连接源集群，并信任此 CA 签发的证书（PEM）',
  'option.gatewayTargetCa': '以 TLS 连接目标集群，并信任此 CA 签发的证书（PEM）',
  'option.gatewayStatus': '在此地址提供 /metrics（Prometheus 指标）与 /clients（已连接的客户端）',
  'option.gatewayProxyPorts':
    '代理模式：在此端口范围内代理每个 Broker（每个占两个端口），如 20000-20199；路由表不允许的写入会被拒绝',
  'option.gatewayProxyState': '代理模式：记录各 Broker 端口的文件，使客户端已有路由保持有效',
  'option.gatewaySecretKeys':
    '代理模式且启用访问控制时：按 access key 列出 secret key 的 JSON 文件，用于对须改写的请求重新签名',
  'option.gatewayAccessKey': '代理模式：网关自身查询 Broker 时使用的 access key（须在上述文件中）',
  'option.gatewayListenGrpc': '供 5.x 的 gRPC 客户端连接的监听地址；另占用其后一个端口，用于目标集群',
  'option.gatewaySourceProxy': '源集群 Proxy 的 gRPC 地址，以分号分隔',
  'option.gatewayTargetProxy': '目标集群 Proxy 的 gRPC 地址',
  'gateway.grpc': 'gRPC 客户端的接入点为 {address}。',
  'gateway.at': '网关位于 {address}，当前使用路由表修订号 {revision}。',
  'gateway.status': '指标与客户端信息位于 http://{address}/metrics 和 /clients。',
  'gateway.serves': '已启用路由表修订号 {revision}。',
  'gateway.older': '文件中的路由表修订号 {revision} 旧于当前的 {served}，不予采用。',
  'gateway.waits': '{file} 中还没有路由表；网关正在等待服务提供。',
  'gateway.serviceLost': '{reason}[{code}] 网关继续工作，并每秒重新请求服务。',
  'gateway.serviceBack': '服务已恢复接收报告。',
  'gateway.serviceOlder': '服务中的路由表修订号 {revision} 旧于当前的 {served}，不予采用。',
  'gateway.stopping': '正在停止。客户端将按已有路由继续工作。',
} as const satisfies Record<keyof typeof gatewayEn, string>;
