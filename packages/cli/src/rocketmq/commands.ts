/** All that the commands for RocketMQ do, loaded when one of them runs. */
export { exportCluster } from './export.ts';
export { importMetadata } from './import.ts';
export { inspectMetadata } from './inspect.ts';
