import { type Acl, createAcls } from '@mqferry/kafka';
import type { KafkaOptions } from '@mqferry/sandbox';
import { type Pair, pairArguments, writeProperties } from './clusters.ts';

const LISTENER = 'SASL_PLAINTEXT';
const USER = 'mover';

/** A right of the user. */
export const allow = (
  resourceType: Acl['resourceType'],
  resourceName: string,
  operation: Acl['operation'],
  patternType: Acl['patternType'] = 'LITERAL',
): Acl => ({
  ...{ resourceType, resourceName, operation, patternType, permission: 'ALLOW' },
  ...{ principal: `User:${USER}`, host: '*' },
});

/** What identity mode takes: nothing of the cluster but to look at it. */
export const IDENTITY_RIGHTS: readonly Acl[] = [
  allow('TOPIC', '*', 'ALL'),
  allow('GROUP', '*', 'ALL'),
  allow('CLUSTER', 'kafka-cluster', 'DESCRIBE'),
  allow('TRANSACTIONAL_ID', 'mqferry', 'WRITE', 'PREFIXED'),
];

/** What mirroring takes besides. */
export const MIRROR_RIGHTS: readonly Acl[] = (
  ['CLUSTER_ACTION', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'] as const
).map((operation) => allow('CLUSTER', 'kafka-cluster', operation));

/** A target that has a user with rights of his own. */
export const targetWithUser = (options: KafkaOptions): KafkaOptions => ({
  ...options,
  listeners: ['PLAINTEXT', LISTENER],
  sasl: { mechanisms: ['SCRAM-SHA-512'], users: { [USER]: 'mover-secret' } },
  authorizer: true,
});

/** Gives the user these rights; gives the arguments by which mqferry writes as him. */
export const asUserWith = async (pair: Pair, rights: readonly Acl[]): Promise<string[]> => {
  const { onTarget, target, folder } = pair;
  await createAcls(onTarget, rights);
  const properties = target.clientProperties(LISTENER, { user: USER });
  const config = await writeProperties(folder, `${USER}.properties`, properties);
  return [...pairArguments(pair), '--to', target.bootstrap[LISTENER]!, '--to-config', config];
};
