import type { CodedError } from '@mqferry/core';
import type { AclSource } from '../document/join-acl.ts';
import type { GroupSettings, TopicSettings } from '../document/metadata-document.ts';

/** What was read, or why not. */
export type Reading<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: CodedError };

/** What a broker has. */
export interface BrokerReading {
  readonly topics: ReadonlyMap<string, TopicSettings>;
  readonly groups: ReadonlyMap<string, GroupSettings>;
  /** Topics that it has for itself (GET_SYSTEM_TOPIC_LIST_FROM_BROKER). */
  readonly systemTopics: ReadonlySet<string>;
  /** Topics by the groups that have committed offsets of them. */
  readonly consumes: Reading<ReadonlyMap<string, ReadonlySet<string>>>;
  readonly acl: Reading<AclSource>;
}

/** A broker of the source with what it has. */
export interface ReadBroker {
  readonly name: string;
  /** By broker id. */
  readonly addresses: Readonly<Record<string, string>>;
  /** `V4_9_7`; undefined where it does not tell. */
  readonly version?: string;
  /** The address that was read: the master's, or a slave's where there is none. */
  readonly address: string;
  readonly content: Reading<BrokerReading>;
}

/** All that an export reads of a cluster. */
export interface ClusterReading {
  readonly nameServers: readonly string[];
  readonly cluster: string;
  /** All clusters and brokers that the name servers know: their names are topics of their own. */
  readonly names: { readonly clusters: readonly string[]; readonly brokers: readonly string[] };
  readonly brokers: readonly ReadBroker[];
  /** Topics that the name servers know as system topics (GET_SYSTEM_TOPIC_LIST_FROM_NS). */
  readonly systemTopics: ReadonlySet<string>;
  readonly orderConfigs: Reading<Readonly<Record<string, string>>>;
}
