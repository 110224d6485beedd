import type { GroupSettings, PolicyEntry, TopicSettings } from '../document/metadata-document.ts';
import type { Reason } from '../reason.ts';
import type { AccountSettings, TargetBroker } from './import-plan.ts';

/** A user that a broker of the target has. */
export interface FoundUser {
  readonly userType?: string;
  readonly userStatus?: string;
  /** In the clear, as brokers tell it; undefined where they do not. */
  readonly password?: string;
}

/** An account of 4.x that a broker of the target has. */
export interface FoundAccount extends AccountSettings {
  /** In the clear, as brokers tell it; undefined where they do not. */
  readonly secretKey?: string;
}

/** The accounts of a broker of 4.x, by access key. */
export interface FoundAccounts {
  readonly accounts: ReadonlyMap<string, FoundAccount>;
  readonly globalWhiteRemoteAddresses: readonly string[];
}

/** The users and policies of a broker; or why it has none, and its accounts where it has those instead. */
export type FoundAcl =
  | {
      readonly users: ReadonlyMap<string, FoundUser>;
      readonly policies: ReadonlyMap<string, PolicyEntry['policies']>;
    }
  | { readonly none: Reason; readonly accounts?: FoundAccounts };

/** What a broker of the target has. */
export interface BrokerContent {
  readonly topics: ReadonlyMap<string, TopicSettings>;
  readonly groups: ReadonlyMap<string, GroupSettings>;
  readonly acl: FoundAcl;
}

/** A broker of the target with what it has; undefined where it could not be read. */
export interface BrokerState {
  readonly broker: TargetBroker;
  readonly content?: BrokerContent;
}

/** What the target has at one moment. */
export interface TargetState {
  readonly nameServers: readonly string[];
  readonly cluster: string;
  /** The masters, by name. */
  readonly brokers: readonly BrokerState[];
  /** Configurations of ordered topics; undefined where the name servers do not tell. */
  readonly orderConfigs: ReadonlyMap<string, string> | undefined;
}

/** Whether a version such as `V5_5_0` is of 5.x; an unknown one is taken as new. */
export const hasAttributes = (version: string | undefined): boolean =>
  version === undefined || Number(/^V?(\d+)/.exec(version)?.[1] ?? 5) >= 5;

/** How the name servers, which all get an order configuration, are told among the brokers of a row. */
export const NAME_SERVERS = 'name servers';
