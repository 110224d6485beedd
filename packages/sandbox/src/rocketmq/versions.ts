import type { ArtifactSet } from '../artifacts.ts';

/** RocketMQ releases that can be started. */
export type RocketmqVersion = '4.9.7' | '5.5.0';

export const ROCKETMQ_VERSIONS: readonly RocketmqVersion[] = ['4.9.7', '5.5.0'];

/** The servers, mqadmin and the client of a release. */
export const artifactsOf = (version: RocketmqVersion): ArtifactSet => `rocketmq-${version}`;
