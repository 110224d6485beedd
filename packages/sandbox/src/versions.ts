/** Kafka releases that can be started. */
export type KafkaVersion = '4.3.1' | '3.9.2' | '2.8.2' | '0.10.2.2';

/** SASL mechanisms that can be switched on. */
export type SaslMechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512' | 'OAUTHBEARER';

/** What differs from release to release, apart from the artifacts. */
export interface VersionTraits {
  /** Where the cluster keeps its metadata. */
  readonly metadata: 'kraft' | 'zookeeper';
  /** The class that enforces ACLs. */
  readonly authorizer: string;
  readonly mechanisms: readonly SaslMechanism[];
  /** Whether a broker takes its users from its own settings (from Kafka 1.1), else from a JAAS file. */
  readonly jaasInSettings: boolean;
  /** Whether the release knows transactions and the first wait of a group (from 0.11). */
  readonly transactions: boolean;
}

const ALL: readonly SaslMechanism[] = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'];

const KRAFT: VersionTraits = {
  metadata: 'kraft',
  authorizer: 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  mechanisms: ALL,
  jaasInSettings: true,
  transactions: true,
};

/** The releases and what is particular to each. */
export const VERSIONS: Readonly<Record<KafkaVersion, VersionTraits>> = {
  '4.3.1': KRAFT,
  '3.9.2': KRAFT,
  '2.8.2': {
    metadata: 'zookeeper',
    authorizer: 'kafka.security.authorizer.AclAuthorizer',
    mechanisms: ALL,
    jaasInSettings: true,
    transactions: true,
  },
  '0.10.2.2': {
    metadata: 'zookeeper',
    authorizer: 'kafka.security.auth.SimpleAclAuthorizer',
    mechanisms: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'],
    jaasInSettings: false,
    transactions: false,
  },
};
