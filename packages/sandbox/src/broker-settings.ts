import type { Certificates } from './certificates.ts';
import { type Listener, usesSasl, usesTls } from './listeners.ts';
import { HOST } from './ports.ts';
import { brokerJaas, type SaslOptions } from './sasl.ts';
import { type KafkaVersion, VERSIONS } from './versions.ts';

/** The user who may do everything when ACLs are enforced. */
export const SUPERUSER = 'admin';

/** A broker and the ports on loopback that are its own. */
export interface BrokerPlan {
  readonly id: number;
  readonly directory: string;
  readonly ports: Readonly<Partial<Record<Listener, number>>>;
  /** What clients of the first listener are told instead of its port; undefined: the port itself. */
  readonly advertisedPort: number | undefined;
  /** PLAINTEXT, between brokers and for the sandbox itself; clients are never told of it. */
  readonly internalPort: number;
  /** Of the KRaft controller in the same process. */
  readonly controllerPort: number;
}

/** Everything that was decided about a cluster before anything is started. */
export interface ClusterPlan {
  readonly version: KafkaVersion;
  readonly brokers: readonly BrokerPlan[];
  readonly zookeeperPort: number;
  readonly listeners: readonly Listener[];
  readonly sasl: SaslOptions | undefined;
  readonly certificates: Certificates | undefined;
  readonly authorizer: boolean;
  readonly shortLived: boolean;
  readonly config: Readonly<Record<string, string>>;
}

type Settings = Record<string, string>;

const INTERNAL = 'INTERNAL';
const CONTROLLER = 'CONTROLLER';

const metadataSettings = ({ version, brokers, zookeeperPort }: ClusterPlan, broker: BrokerPlan): Settings =>
  VERSIONS[version].metadata === 'kraft'
    ? {
        'process.roles': 'broker,controller',
        'node.id': String(broker.id),
        'controller.listener.names': CONTROLLER,
        'controller.quorum.voters': brokers
          .map(({ id, controllerPort }) => `${id}@${HOST}:${controllerPort}`)
          .join(','),
      }
    : {
        'broker.id': String(broker.id),
        'zookeeper.connect': `${HOST}:${zookeeperPort}`,
        'zookeeper.connection.timeout.ms': '30000',
        // A killed broker can come back only when its session is over.
        'zookeeper.session.timeout.ms': '6000',
      };

const listenerSettings = ({ version, listeners }: ClusterPlan, broker: BrokerPlan): Settings => {
  const url = (name: string, port: number) => `${name}://${HOST}:${port}`;
  const internal = url(INTERNAL, broker.internalPort);
  const own = [internal, ...listeners.map((listener) => url(listener, broker.ports[listener]!))];
  const advertised = own.with(1, url(listeners[0]!, broker.advertisedPort ?? broker.ports[listeners[0]!]!));
  const kraft = VERSIONS[version].metadata === 'kraft';
  const bound = kraft ? [url(CONTROLLER, broker.controllerPort), ...own] : own;
  const protocols = [`${INTERNAL}:PLAINTEXT`, ...listeners.map((listener) => `${listener}:${listener}`)];
  if (kraft) protocols.push(`${CONTROLLER}:PLAINTEXT`);
  return {
    listeners: bound.join(','),
    'advertised.listeners': advertised.join(','),
    'listener.security.protocol.map': protocols.join(','),
    'inter.broker.listener.name': INTERNAL,
  };
};

const tlsSettings = (certificates: Certificates): Settings => ({
  'ssl.keystore.location': certificates.brokerKeystore,
  'ssl.keystore.type': 'PKCS12',
  'ssl.keystore.password': certificates.password,
  'ssl.key.password': certificates.password,
  'ssl.truststore.location': certificates.truststoreJks,
  'ssl.truststore.type': 'JKS',
  'ssl.truststore.password': certificates.password,
  'ssl.client.auth': 'requested',
});

const saslSettings = ({ version, listeners }: ClusterPlan, { mechanisms, users }: SaslOptions): Settings => {
  const settings: Settings = { 'sasl.enabled.mechanisms': mechanisms.join(',') };
  if (!VERSIONS[version].jaasInSettings) return settings;
  for (const listener of listeners.filter(usesSasl)) {
    for (const mechanism of mechanisms) {
      const prefix = `listener.name.${listener.toLowerCase()}.${mechanism.toLowerCase()}`;
      settings[`${prefix}.sasl.jaas.config`] = brokerJaas(mechanism, users);
    }
  }
  return settings;
};

/** Kafka makes 50 of each when the first group and the first transaction come, which takes a second. */
const COORDINATING_PARTITIONS = '5';

const smallerTopics = ({ version, shortLived }: ClusterPlan): Settings => {
  if (!shortLived) return {};
  const settings: Settings = { 'offsets.topic.num.partitions': COORDINATING_PARTITIONS };
  if (VERSIONS[version].transactions)
    settings['transaction.state.log.num.partitions'] = COORDINATING_PARTITIONS;
  if (version === '4.3.1') settings['share.coordinator.state.topic.num.partitions'] = COORDINATING_PARTITIONS;
  return settings;
};

const replicationSettings = ({ version, brokers }: ClusterPlan): Settings => {
  const factor = String(brokers.length);
  const settings: Settings = { 'offsets.topic.replication.factor': factor };
  if (VERSIONS[version].transactions) {
    settings['transaction.state.log.replication.factor'] = factor;
    settings['group.initial.rebalance.delay.ms'] = '0';
    if (brokers.length === 1) settings['transaction.state.log.min.isr'] = '1';
  }
  if (version === '4.3.1') {
    settings['share.coordinator.state.topic.replication.factor'] = factor;
    if (brokers.length === 1) settings['share.coordinator.state.topic.min.isr'] = '1';
  }
  return settings;
};

/** The settings (server.properties) of one broker of a cluster. */
export const brokerSettings = (plan: ClusterPlan, broker: BrokerPlan): Settings => ({
  ...metadataSettings(plan, broker),
  ...listenerSettings(plan, broker),
  ...(plan.certificates && plan.listeners.some(usesTls) ? tlsSettings(plan.certificates) : {}),
  ...(plan.sasl && plan.listeners.some(usesSasl) ? saslSettings(plan, plan.sasl) : {}),
  ...(plan.authorizer
    ? {
        'authorizer.class.name': VERSIONS[plan.version].authorizer,
        // Clients of PLAINTEXT, and the brokers among themselves, are ANONYMOUS.
        'super.users': `User:${SUPERUSER};User:ANONYMOUS`,
      }
    : {}),
  ...replicationSettings(plan),
  ...smallerTopics(plan),
  'auto.create.topics.enable': 'false',
  // The default takes 128 MB of the heap at once.
  'log.cleaner.dedupe.buffer.size': String(16 * 1024 * 1024),
  'log.dirs': `${broker.directory}/data`,
  ...plan.config,
});

/** The JAAS file of a broker that cannot have its users in its settings. */
export const brokerJaasFile = ({ mechanisms, users }: SaslOptions): string => {
  const entries = new Set(mechanisms.map((mechanism) => brokerJaas(mechanism, users)));
  return `KafkaServer {\n${[...entries].join('\n')}\n};\n`;
};
