import { type CodedError, codedErrorIn, inParallel } from '@mqferry/core';
import { brokersOf, mastersOf, type RegisteredBroker } from './brokers.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';

/** What came of asking one of several servers: a value, or why there is none. */
export type Outcome<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: CodedError };

/** What came of asking one broker. */
export type BrokerOutcome<T> = { readonly broker: RegisteredBroker } & Outcome<T>;

/** What came of asking one name server, by its address. */
export type NameServerOutcome<T> = { readonly nameServer: string } & Outcome<T>;

const AT_ONCE = 8;

/** What came of some work; what has no code is a defect and thrown. */
export const outcomeOf = async <T>(work: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return { value: await work() };
  } catch (error) {
    const coded = codedErrorIn(error);
    if (coded === undefined) throw error;
    return { error: coded };
  }
};

/** Does something with each of these brokers, a few at a time; one that fails is told with its error. */
export const onBrokers = <T>(
  brokers: readonly RegisteredBroker[],
  work: (broker: RegisteredBroker) => Promise<T>,
): Promise<BrokerOutcome<T>[]> =>
  inParallel(brokers, AT_ONCE, async (broker) => ({ broker, ...(await outcomeOf(() => work(broker))) }));

/** The same with every broker of a cluster, or of all clusters. Throws ROCKETMQ_CLUSTER_UNKNOWN, and what `NameServers.call` throws. */
export const onAllBrokers = async <T>(
  { nameServers }: RocketmqAdmin,
  cluster: string | undefined,
  work: (broker: RegisteredBroker) => Promise<T>,
): Promise<BrokerOutcome<T>[]> => onBrokers(brokersOf(await nameServers.clusterInfo(), cluster), work);

/**
 * The same with every master. A change that not all of them can take is not begun: throws ROCKETMQ_MASTER_MISSING where
 * a name has only slaves.
 */
export const onMasters = async <T>(
  { nameServers }: RocketmqAdmin,
  cluster: string | undefined,
  work: (broker: RegisteredBroker) => Promise<T>,
): Promise<BrokerOutcome<T>[]> => onBrokers(mastersOf(await nameServers.clusterInfo(), cluster), work);

/** Does something with each name server, for they tell each other nothing. */
export const onNameServers = <T>(
  { nameServers }: RocketmqAdmin,
  work: (address: string) => Promise<T>,
): Promise<NameServerOutcome<T>[]> =>
  inParallel(nameServers.addresses, AT_ONCE, async (nameServer) => ({
    nameServer,
    ...(await outcomeOf(() => work(nameServer))),
  }));

/** The values, if all of these could be had. Throws the first error. */
export const valuesOf = <T>(outcomes: readonly Outcome<T>[]): T[] =>
  outcomes.map(({ value, error }) => {
    if (error) throw error;
    return value as T;
  });
