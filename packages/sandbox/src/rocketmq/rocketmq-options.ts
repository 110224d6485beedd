import { ALL } from '../kafka-options.ts';
import { sandboxErrors } from '../sandbox-errors.ts';
import { type CheckedAcl, checkAcl, type RocketmqAclOptions } from './rocketmq-acl.ts';
import { ROCKETMQ_VERSIONS, type RocketmqVersion } from './versions.ts';

/** What a RocketMQ cluster shall be. */
export interface RocketmqOptions {
  readonly version: RocketmqVersion;
  /** 1 unless given. */
  readonly nameServers?: 1 | 2;
  /** 1 unless given. */
  readonly masters?: 1 | 2;
  /** Whether the first master has a slave, with broker id 1. */
  readonly slave?: boolean;
  /** One for each master; `broker-a`, `broker-b` unless given. */
  readonly brokerNames?: readonly string[];
  /** `DefaultCluster` unless given. */
  readonly clusterName?: string;
  /** Whether a broker makes a topic when somebody writes to one that is not there; the broker's own default, which is yes, unless given. */
  readonly autoCreateTopics?: boolean;
  /**
   * Enforces ACLs: plain_acl.yml in 4.9.7, users and their rights in 5.5.0, with an administrator in each case.
   * A slave of 4.9.7 then gets the messages but neither topics nor offsets, for it asks its master for these without a
   * signature; where that is in use the slave's address is a white one of the master.
   */
  readonly acl?: boolean | RocketmqAclOptions;
  /** 5.5.0 only: whether there is a proxy, for gRPC and for the remoting protocol. */
  readonly proxy?: boolean;
  /**
   * Listening ports: of each name server, then of each broker in the order of `brokers`, then of the proxy for gRPC and
   * for remoting. A broker takes the ports two below and one above its own too. Free ones unless given.
   */
  readonly ports?: readonly number[];
  /** More broker settings (broker.conf); they win over the sandbox's own. */
  readonly config?: Readonly<Record<string, string>>;
  /** A broker's -Xmx, such as `512m`; 192m unless given. */
  readonly heap?: string;
  /** Where everything lies; kept. Unless given, a fresh one in the system's temporary folder that goes away at stop. */
  readonly directory?: string;
  /** What the sandbox is listed as; made up from the version unless given. */
  readonly name?: string;
}

/** Options with nothing left open, except ports and folders. */
export interface CheckedRocketmqOptions {
  readonly version: RocketmqVersion;
  readonly nameServers: 1 | 2;
  readonly slave: boolean;
  /** One for each master. */
  readonly brokerNames: readonly string[];
  readonly clusterName: string;
  readonly autoCreateTopics: boolean | undefined;
  readonly acl: CheckedAcl | undefined;
  readonly proxy: boolean;
  readonly ports: readonly number[] | undefined;
  readonly config: Readonly<Record<string, string>>;
  readonly heap: string;
}

const NAME = /^[\w.-]+$/;
const BROKER_NAMES = ['broker-a', 'broker-b'];

const invalid = (reason: string) => sandboxErrors.SANDBOX_OPTION_INVALID({ reason });

const checkName = (what: string, name: string): void => {
  if (!NAME.test(name)) throw invalid(`the ${what} ${name} has other characters than letters, digits, . _ -`);
};

/** Fills in what was left open. Throws SANDBOX_OPTION_INVALID, naming what cannot be. */
export const checkRocketmqOptions = (options: RocketmqOptions): CheckedRocketmqOptions => {
  const { version, nameServers = 1, masters = 1, slave = false, proxy = false, name, ports } = options;
  const {
    brokerNames = BROKER_NAMES.slice(0, masters),
    clusterName = 'DefaultCluster',
    acl = false,
  } = options;
  if (!ROCKETMQ_VERSIONS.includes(version)) {
    throw invalid(`RocketMQ ${version} is not one of ${ROCKETMQ_VERSIONS.join(', ')}`);
  }
  if (nameServers !== 1 && nameServers !== 2)
    throw invalid(`${nameServers} name servers, there can be 1 or 2`);
  if (masters !== 1 && masters !== 2) throw invalid(`${masters} masters, there can be 1 or 2`);
  if (brokerNames.length !== masters)
    throw invalid(`${brokerNames.length} broker names for ${masters} masters`);
  if (new Set(brokerNames).size < masters) throw invalid('every broker name must be another one');
  for (const brokerName of brokerNames) checkName('broker name', brokerName);
  checkName('cluster name', clusterName);
  if (proxy && version === '4.9.7') throw invalid(`RocketMQ ${version} has no proxy`);
  const brokers = masters + (slave ? 1 : 0);
  const portCount = nameServers + brokers + (proxy ? 2 : 0);
  if (ports && ports.length !== portCount) {
    throw invalid(
      `${ports.length} ports, not ${portCount}: ${nameServers} of name servers, ${brokers} of brokers${proxy ? ', 2 of the proxy' : ''}`,
    );
  }
  if (name !== undefined) {
    checkName('name', name);
    if (name === ALL) throw invalid(`${ALL} stands for every sandbox and is no name`);
  }
  return {
    ...{ version, nameServers, slave, brokerNames, clusterName, proxy, ports },
    acl: acl === false ? undefined : checkAcl(acl === true ? {} : acl, version),
    autoCreateTopics: options.autoCreateTopics,
    config: options.config ?? {},
    heap: options.heap ?? '192m',
  };
};
