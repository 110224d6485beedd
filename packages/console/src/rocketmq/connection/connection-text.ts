import type { Given, Routes } from '@mqferry/api';
import { Hidden } from '@mqferry/core';
import type { RocketmqConnection } from '../../api/types.ts';

type Body = Given<Routes['testRocketmqConnection']>['body'];
type Tls = NonNullable<Body['tls']>;
type Change = Given<Routes['changeRocketmqCluster']>['body'];

/** What is typed where a RocketMQ cluster is added or changed. */
export interface TypedConnection {
  readonly nameServers: string;
  readonly clusterName?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly tls?: boolean;
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly verifyHostname?: boolean;
}

export interface TypedCluster extends TypedConnection {
  readonly name: string;
  readonly clusterName: string;
}

const ADDRESS = /^(?:[^\s:[\]]+|\[[\da-fA-F:.]+\]):\d{1,5}$/u;

/** As they are pasted: people also break lines between them, or write the semicolon of a Chinese keyboard. */
const addressesIn = (text: string): readonly string[] =>
  text.split(/[;；\s]+/u).filter((each) => each !== '');

/** The first of some addresses that is none; undefined: all of them are. */
export const wrongAddress = (text: string): string | undefined =>
  addressesIn(text).find((each) => !ADDRESS.test(each));

const given = (text: string | undefined): string | undefined => text?.trim() || undefined;

const tlsOf = ({ tls, ca, certificate, key, verifyHostname = true }: TypedConnection): Tls | undefined => {
  if (!tls) return undefined;
  const [trusted, own, secret] = [given(ca), given(certificate), given(key)];
  return {
    verifyHostname,
    ...(trusted === undefined ? {} : { ca: trusted }),
    ...(own === undefined ? {} : { certificate: own }),
    ...(secret === undefined ? {} : { key: new Hidden(secret) }),
  };
};

/** How a cluster is reached, as the API takes it. */
export const connectionOf = (typed: TypedConnection): Omit<Body, 'clusterName'> => {
  const [accessKey, secretKey, tls] = [given(typed.accessKey), given(typed.secretKey), tlsOf(typed)];
  return {
    nameServers: addressesIn(typed.nameServers).join(';'),
    ...(accessKey === undefined ? {} : { accessKey }),
    ...(secretKey === undefined ? {} : { secretKey: new Hidden(secretKey) }),
    ...(tls === undefined ? {} : { tls }),
  };
};

/** What is kept of a connection, as it is typed; secrets are told by nobody. */
export const typedOf = ({
  nameServers,
  clusterName,
  accessKey,
  tls,
}: RocketmqConnection): TypedConnection => ({
  ...{ nameServers, clusterName, accessKey: accessKey ?? '', secretKey: '', tls: tls !== null },
  ...{ ca: tls?.ca ?? '', certificate: tls?.certificate ?? '', key: '' },
  verifyHostname: tls?.verifyHostname ?? true,
});

const TLS_FIELDS = ['tls', 'ca', 'certificate', 'verifyHostname'] as const;

/** What was changed of a cluster; what is the same is left out, and so stays. */
export const changesOf = (
  typed: TypedCluster,
  before: { readonly name: string; readonly connection: RocketmqConnection },
): Change => {
  const was = typedOf(before.connection);
  const { nameServers, accessKey, secretKey, tls } = connectionOf(typed);
  const isTlsChanged =
    given(typed.key) !== undefined ||
    TLS_FIELDS.some((name) => (typed[name] || undefined) !== (was[name] || undefined));
  return {
    ...(typed.name === before.name ? {} : { name: typed.name }),
    ...(typed.clusterName === was.clusterName ? {} : { clusterName: typed.clusterName }),
    ...(nameServers === was.nameServers ? {} : { nameServers }),
    ...((accessKey ?? '') === was.accessKey ? {} : { accessKey: accessKey ?? null }),
    ...(secretKey === undefined ? {} : { secretKey }),
    ...(isTlsChanged ? { tls: tls ?? null } : {}),
  };
};
