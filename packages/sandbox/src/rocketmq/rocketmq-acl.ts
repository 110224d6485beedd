import { sandboxErrors } from '../sandbox-errors.ts';
import type { RocketmqVersion } from './versions.ts';

/** What a client of RocketMQ signs its requests with; for 5.5.0 the name and the password of a user. */
export interface RocketmqCredentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** An account of plain_acl.yml (ACL 1.0). What is left out stays out of the file. */
export interface RocketmqAccount extends RocketmqCredentials {
  /** Addresses that need no signature, such as `192.168.1.*`. */
  readonly whiteRemoteAddress?: string;
  readonly admin?: boolean;
  /** `DENY`, `PUB`, `SUB` or `PUB|SUB`; a broker takes nothing for DENY. */
  readonly defaultTopicPerm?: string;
  readonly defaultGroupPerm?: string;
  /** `topic=PUB|SUB` and the like. */
  readonly topicPerms?: readonly string[];
  readonly groupPerms?: readonly string[];
}

/** Who may do what. */
export interface RocketmqAclOptions {
  /** Who may do everything; `administrator` with `admin-secret` unless given. */
  readonly administrator?: RocketmqCredentials;
  /** 4.9.7 only: a broker of 5.5.0 is told its users and ACLs by mqadmin. */
  readonly accounts?: readonly RocketmqAccount[];
  /** 4.9.7 only: addresses from which nobody needs an account. */
  readonly globalWhiteRemoteAddresses?: readonly string[];
}

/** ACLs with nothing left open. */
export interface CheckedAcl {
  readonly administrator: RocketmqCredentials;
  readonly accounts: readonly RocketmqAccount[];
  readonly globalWhiteRemoteAddresses: readonly string[];
}

const ADMINISTRATOR: RocketmqCredentials = { accessKey: 'administrator', secretKey: 'admin-secret' };
/** AclConstants of 4.9.7: a key of six characters is one too short. */
const SHORTEST_KEY = 7;

const invalid = (reason: string) => sandboxErrors.SANDBOX_OPTION_INVALID({ reason });

/** Fills in what was left open. Throws SANDBOX_OPTION_INVALID. */
export const checkAcl = (
  { administrator = ADMINISTRATOR, accounts = [], globalWhiteRemoteAddresses = [] }: RocketmqAclOptions,
  version: RocketmqVersion,
): CheckedAcl => {
  if (version !== '4.9.7' && accounts.length + globalWhiteRemoteAddresses.length > 0) {
    throw invalid(`accounts and white addresses of plain_acl.yml are not known to RocketMQ ${version}`);
  }
  const keys = [administrator, ...accounts].map(({ accessKey }) => accessKey);
  if (new Set(keys).size < keys.length) throw invalid('every access key must be another one');
  for (const { accessKey, secretKey } of [administrator, ...accounts]) {
    if (accessKey.length < SHORTEST_KEY || secretKey.length < SHORTEST_KEY) {
      throw invalid(`the access key ${accessKey} or its secret has less than ${SHORTEST_KEY} characters`);
    }
  }
  return { administrator, accounts, globalWhiteRemoteAddresses };
};

/** A line for a scalar, or a list below its key; JSON's strings are YAML's as well. */
const yamlEntry = (key: string, value: unknown): string[] =>
  Array.isArray(value)
    ? [`${key}:`, ...value.map((item) => `  - ${JSON.stringify(item)}`)]
    : [`${key}: ${JSON.stringify(value)}`];

const yamlAccount = (account: RocketmqAccount): string[] =>
  Object.entries(account)
    .flatMap(([key, value]) => yamlEntry(key, value))
    .map((line, place) => (place === 0 ? `  - ${line}` : `    ${line}`));

/** The file conf/plain_acl.yml of a broker of 4.9.7. */
export const plainAcl = ({ administrator, accounts, globalWhiteRemoteAddresses }: CheckedAcl): string =>
  [
    ...(globalWhiteRemoteAddresses.length > 0
      ? yamlEntry('globalWhiteRemoteAddresses', globalWhiteRemoteAddresses)
      : []),
    'accounts:',
    ...[{ ...administrator, admin: true }, ...accounts].flatMap(yamlAccount),
    '',
  ].join('\n');

const AUTH = 'org.apache.rocketmq.auth';

/** The settings by which a broker, or a proxy, of 5.5.0 asks who somebody is and whether he may. */
const authSettings = (
  { administrator }: CheckedAcl,
  metadata: { authentication: string; authorization: string },
) => ({
  authenticationEnabled: true,
  authenticationProvider: `${AUTH}.authentication.provider.DefaultAuthenticationProvider`,
  authenticationMetadataProvider: metadata.authentication,
  authorizationEnabled: true,
  authorizationProvider: `${AUTH}.authorization.provider.DefaultAuthorizationProvider`,
  authorizationMetadataProvider: metadata.authorization,
  // As whom brokers and proxies call brokers.
  innerClientAuthenticationCredentials: JSON.stringify(administrator),
});

/** The settings of a broker with ACLs. */
export const brokerAclSettings = (acl: CheckedAcl, version: RocketmqVersion): Record<string, string> => {
  if (version === '4.9.7') return { aclEnable: 'true' };
  const { accessKey, secretKey } = acl.administrator;
  const settings = authSettings(acl, {
    authentication: `${AUTH}.authentication.provider.LocalAuthenticationMetadataProvider`,
    authorization: `${AUTH}.authorization.provider.LocalAuthorizationMetadataProvider`,
  });
  const initAuthenticationUser = JSON.stringify({ username: accessKey, password: secretKey });
  return Object.fromEntries(
    Object.entries({ ...settings, initAuthenticationUser }).map(([key, value]) => [key, String(value)]),
  );
};

/** The settings of a proxy in front of brokers with ACLs: it asks them for the users and their rights. */
export const proxyAclSettings = (acl: CheckedAcl): Record<string, unknown> => ({
  ...authSettings(acl, {
    authentication: 'org.apache.rocketmq.proxy.auth.ProxyAuthenticationMetadataProvider',
    authorization: 'org.apache.rocketmq.proxy.auth.ProxyAuthorizationMetadataProvider',
  }),
  enableAclRpcHookForClusterMode: true,
});
