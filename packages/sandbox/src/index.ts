export { type ArtifactSet, requireArtifacts } from './artifacts.ts';
export type { KafkaBroker } from './broker.ts';
export type { Certificates } from './certificates.ts';
export type { ClientIdentity } from './client-properties.ts';
export { type SandboxListing, type SandboxOptions, sandboxDown, sandboxList, sandboxUp } from './commands.ts';
export { type JavaTool, type JavaToolOptions, javaTool, runJavaTool, type ToolExit } from './java-tool.ts';
export { type KafkaCluster, startKafka } from './kafka-cluster.ts';
export type { KafkaOptions } from './kafka-options.ts';
export type { Listener } from './listeners.ts';
export type { RocketmqNameServer } from './rocketmq/name-server.ts';
export type {
  RocketmqAccount,
  RocketmqAclOptions,
  RocketmqCredentials,
} from './rocketmq/rocketmq-acl.ts';
export type { RocketmqBroker } from './rocketmq/rocketmq-broker.ts';
export { type RocketmqCluster, startRocketmq } from './rocketmq/rocketmq-cluster.ts';
export type { RocketmqOptions } from './rocketmq/rocketmq-options.ts';
export type { RocketmqProxy } from './rocketmq/rocketmq-proxy.ts';
export { rocketmqGrpcJava, rocketmqJava, runMqadmin } from './rocketmq/rocketmq-tools.ts';
export type { RocketmqVersion } from './rocketmq/versions.ts';
export { sandboxErrors } from './sandbox-errors.ts';
export type { SaslOptions } from './sasl.ts';
export type { SandboxServer } from './server-process.ts';
export type { KafkaVersion, SaslMechanism } from './versions.ts';
