import type { ArtifactSet } from '../artifacts.ts';

/** RocketMQ releases that can be started. */
export type RocketmqVersion = '4.9.7' | '5.5.0';

export const ROCKETMQ_VERSIONS: readonly RocketmqVersion[] = ['4.9.7', '5.5.0'];

/** The servers, mqadmin and the client of a release. */
export const artifactsOf = (version: RocketmqVersion): ArtifactSet => `rocketmq-${version}`;

/** What Java 17 does not let RocketMQ at unless it is told: buffers outside the heap, and their unmapping. */
export const OPENED = ['java.nio', 'sun.nio.ch', 'jdk.internal.ref'].map(
  (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
);
