import { type Answer, problemOf, type Routes } from '@mqferry/api';
import { type CodedError, codedErrorIn } from '@mqferry/core';
import {
  accessControlOf,
  adminErrors,
  type BrokerOutcome,
  brokerStatus,
  brokersOf,
  type ClusterInfo,
  NameServers,
  onBrokers,
  parseAddress,
  type RegisteredBroker,
  type RocketmqAdmin,
  topicConfigs,
} from '@mqferry/rocketmq';
import { coded } from '../../inventory/coded.ts';
import { isTooOld, versionOf } from './broker-version.ts';
import { rocketmqErrors } from './rocketmq-errors.ts';

type Tested = Answer<Routes['testRocketmqConnection']>;
type Step = Tested['failures'][number]['step'];

const STEPS: Readonly<Record<string, Step>> = {
  ROCKETMQ_NAME_SERVERS_UNREACHABLE: 'name-server',
  ROCKETMQ_NOT_A_NAME_SERVER: 'not-a-name-server',
  ROCKETMQ_TLS_FAILED: 'tls',
  ROCKETMQ_AUTHENTICATION_FAILED: 'authentication',
  ROCKETMQ_NO_PERMISSION: 'authorization',
  ROCKETMQ_CLUSTER_UNKNOWN: 'cluster',
  ROCKETMQ_CLUSTER_NONE: 'cluster',
  ROCKETMQ_BROKER_UNREACHABLE: 'broker',
  ROCKETMQ_VERSION_TOO_OLD: 'version',
};

/** What is mended first comes first. */
const ORDER: readonly Step[] = [
  'name-server',
  'not-a-name-server',
  'tls',
  'cluster',
  'broker',
  'version',
  'authentication',
  'authorization',
  'other',
];

const OF_CONNECTION =
  /^ROCKETMQ_(?:CONNECT_FAILED|NETWORK_NOT_ALLOWED|TLS_FAILED|DISCONNECTED|TIMEOUT|ADDRESS_INVALID)$/u;

/** What was found of one broker. */
interface Found {
  readonly version: string | undefined;
  readonly accessControl: readonly ('accounts' | 'users')[];
}

/** A broker is asked for what an administrator may see, also with a request that no broker answers without a login. */
const lookAt = async (admin: RocketmqAdmin, { address, name: broker }: RegisteredBroker): Promise<Found> => {
  const version = versionOf(await brokerStatus(admin, address));
  if (version !== undefined && isTooOld(version))
    throw rocketmqErrors.ROCKETMQ_VERSION_TOO_OLD({ broker, version });
  await topicConfigs(admin, address);
  const { accounts, users } = await accessControlOf(admin, address);
  return {
    version,
    accessControl: [...(accounts ? (['accounts'] as const) : []), ...(users ? (['users'] as const) : [])],
  };
};

/** An error of a broker, which says of an unreachable one where it says that it is. */
const errorAt = ({ name: broker, address }: RegisteredBroker, error: CodedError): CodedError =>
  OF_CONNECTION.test(error.code)
    ? rocketmqErrors.ROCKETMQ_BROKER_UNREACHABLE({ broker, address, reason: error.message }, error)
    : error;

const failuresOf = (errors: readonly CodedError[]): Tested['failures'] => {
  // Wrong credentials are one failure, not one for each broker.
  const told = new Map(
    errors.map((error) => [stepOf(error) === 'broker' ? error.message : error.code, error]),
  );
  return [...told.values()]
    .map((error) => ({ step: stepOf(error), problem: problemOf(error) }))
    .sort((a, b) => ORDER.indexOf(a.step) - ORDER.indexOf(b.step));
};

const stepOf = ({ code }: CodedError): Step => STEPS[code] ?? 'other';

/** Each name server by itself, for one that answers hides others that do not. */
const nameServersOf = ({ nameServers, pool }: RocketmqAdmin): Promise<Tested['nameServers']> =>
  Promise.all(
    nameServers.addresses.map(async (address) => {
      const [problem] = await new NameServers(pool, [parseAddress(address)]).clusterInfo().then(
        () => [],
        // That one of one cannot be asked is told by why.
        (error: unknown) => [problemOf(codedErrorIn((error as Error).cause) ?? coded(error))],
      );
      return { address, problem: problem ?? null };
    }),
  );

/** The cluster that is looked at; undefined: there are several to choose from. Throws ROCKETMQ_CLUSTER_NONE and ROCKETMQ_CLUSTER_UNKNOWN. */
const chosenCluster = ({ clusters }: ClusterInfo, asked: string | undefined): string | undefined => {
  const names = [...clusters.keys()].sort();
  if (names.length === 0) throw rocketmqErrors.ROCKETMQ_CLUSTER_NONE({});
  if (asked === undefined) return names.length === 1 ? names[0] : undefined;
  if (names.includes(asked)) return asked;
  throw adminErrors.ROCKETMQ_CLUSTER_UNKNOWN({ cluster: asked, known: names.join(', ') });
};

const brokersTold = (outcomes: readonly BrokerOutcome<Found>[]): Tested['brokers'] =>
  outcomes.map(({ broker, value, error }) => ({
    ...{ name: broker.name, brokerId: broker.id, address: broker.address },
    version:
      value?.version ?? (typeof error?.parameters.version === 'string' ? error.parameters.version : null),
    problem: error ? problemOf(errorAt(broker, error)) : null,
  }));

/** What a cluster answers, server by server, and what stands against using it. Never throws for what a cluster does. */
export const testRocketmq = async (
  admin: RocketmqAdmin,
  clusterName: string | undefined,
): Promise<Tested> => {
  const errors: CodedError[] = [];
  const tried = async <T>(work: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      errors.push(coded(error));
      return undefined;
    }
  };
  const [nameServers, info] = await Promise.all([
    nameServersOf(admin),
    tried(() => admin.nameServers.clusterInfo()),
  ]);
  const cluster = info && (await tried(() => chosenCluster(info, clusterName)));
  const outcomes =
    cluster === undefined
      ? []
      : await onBrokers(brokersOf(info!, cluster), (broker) => lookAt(admin, broker));
  for (const { broker, error } of outcomes) if (error) errors.push(errorAt(broker, error));
  const told = outcomes.flatMap(({ value }) => (value ? [value.accessControl] : []));
  return {
    ...{ ok: errors.length === 0, failures: failuresOf(errors), nameServers },
    clusters: info ? [...info.clusters.keys()].sort() : [],
    clusterName: cluster ?? null,
    brokers: brokersTold(outcomes),
    accessControl: told.length === 0 ? null : [...new Set(told.flat())].sort(),
  };
};
