import type { Input, Routes } from '@mqferry/api';
import type { RocketmqConnection } from '@mqferry/store';

type Change = Input<Routes['changeRocketmqCluster']>['body'];
type GivenTls = NonNullable<Input<Routes['addRocketmqCluster']>['body']['tls']>;

/** TLS as it is kept. */
export const tlsToKeep = (
  { ca, certificate, key, verifyHostname }: GivenTls,
  before: RocketmqConnection['tls'] = undefined,
): NonNullable<RocketmqConnection['tls']> => {
  const kept = key?.reveal() ?? (certificate === undefined ? undefined : before?.key);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(kept === undefined ? {} : { key: kept }),
    verifyHostname,
  };
};

/** How a cluster is reached that was not before. */
export const newConnection = ({
  nameServers,
  accessKey,
  secretKey,
  tls,
}: Omit<Input<Routes['addRocketmqCluster']>['body'], 'name' | 'clusterName'>): Omit<
  RocketmqConnection,
  'clusterName'
> => ({
  nameServers,
  ...(accessKey === undefined ? {} : { accessKey }),
  ...(secretKey === undefined ? {} : { secretKey: secretKey.reveal() }),
  ...(tls ? { tls: tlsToKeep(tls) } : {}),
});

/** Who logs in from now on: another access key takes a secret key of its own. */
const changedLogin = ({ accessKey, secretKey }: Change, before: RocketmqConnection) => {
  if (accessKey === null) return {};
  const key = accessKey ?? before.accessKey;
  const secret = secretKey?.reveal() ?? (key === before.accessKey ? before.secretKey : undefined);
  return {
    ...(key === undefined ? {} : { accessKey: key }),
    ...(secret === undefined ? {} : { secretKey: secret }),
  };
};

/** How a cluster is reached from now on; undefined: as before. */
export const changedConnection = (
  change: Change,
  before: RocketmqConnection,
): RocketmqConnection | undefined => {
  const { name: _, ...given } = change;
  if (Object.values(given).every((value) => value === undefined)) return undefined;
  const { tls: givenTls, nameServers, clusterName } = change;
  const tls = givenTls === undefined ? before.tls : givenTls && tlsToKeep(givenTls, before.tls);
  return {
    nameServers: nameServers ?? before.nameServers,
    clusterName: clusterName ?? before.clusterName,
    ...changedLogin(change, before),
    ...(tls ? { tls } : {}),
  };
};
