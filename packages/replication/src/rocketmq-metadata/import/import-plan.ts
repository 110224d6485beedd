import type {
  AccountEntry,
  GroupSettings,
  PolicyEntry,
  TopicSettings,
} from '../document/metadata-document.ts';
import type { Reason } from '../reason.ts';
import type { ImportChoice } from './import-choice.ts';

/** What a row is about. */
export type RowKind = 'topic' | 'group' | 'user' | 'policy' | 'order-config' | 'account' | 'white-addresses';

/** What the import will find at the target, and so what it comes to. */
export type RowAction =
  | 'create'
  | 'exists-same'
  /** It is there and gets rules or permissions beside those it has; none of them changes. */
  | 'extend'
  | 'exists-different'
  | 'refused'
  | 'cannot-be-told';

/** A value of a setting as JSON. */
export type SettingValue = string | number | boolean | null | readonly SettingValue[] | SettingObject;
export interface SettingObject {
  readonly [name: string]: SettingValue;
}

/** A setting that is not the same on both sides. */
export interface Difference {
  readonly setting: string;
  /** Absent: not set there. */
  readonly wanted?: SettingValue;
  readonly found?: SettingValue;
}

/** A setting that is written otherwise than the source has it. */
export interface Adjustment {
  readonly setting: string;
  readonly source?: SettingValue;
  readonly target: SettingValue;
  readonly reason: Reason;
}

/** What a user is on the target; the password is looked up when it is written. */
export interface UserSettings {
  readonly userType: 'Super' | 'Normal';
  readonly userStatus: 'enable' | 'disable';
}

/** What a subject may do on the target. */
export type PolicySettings = Pick<PolicyEntry, 'policies'>;

/** What an account of 4.x may do on the target; its secret key is looked up when it is written. */
export type AccountSettings = Omit<AccountEntry, 'accessKey' | 'from'>;

/** Addresses from which a target of 4.x lets in everybody. */
export interface WhiteAddresses {
  readonly addresses: readonly string[];
}

/** What is written to one broker; of order configs, to the name servers. */
export type RowSettings =
  | TopicSettings
  | GroupSettings
  | UserSettings
  | PolicySettings
  | AccountSettings
  | WhiteAddresses
  | { readonly value: string };

/** One row on one broker of the target. */
export interface PlannedOnBroker {
  readonly broker: string;
  /** `lacking`: only rules or permissions are to be added. `unknown`: what it has could not be read. */
  readonly found: 'absent' | 'same' | 'lacking' | 'different' | 'unknown';
  readonly wanted: RowSettings;
  readonly differences: readonly Difference[];
}

/** One thing that is imported. */
export interface PlanRow {
  /** `topic:orders`, by name at the source; names a row for good. */
  readonly key: string;
  readonly kind: RowKind;
  /** Name at the source. */
  readonly name: string;
  /** Name at the target. */
  readonly target: string;
  /** Namespace at the target; `default` for names without one, and for what has none. */
  readonly namespace: string;
  readonly action: RowAction;
  /** Why it is refused or cannot be told. */
  readonly reason?: Reason;
  readonly brokers: readonly PlannedOnBroker[];
  readonly adjustments: readonly Adjustment[];
  /** What the operator should know of it. */
  readonly notices: readonly Reason[];
}

/** A broker of the target: the master is what is written to. */
export interface TargetBroker {
  readonly name: string;
  readonly address: string;
  readonly version?: string;
  /** Why nothing could be read from it. */
  readonly failure?: Reason;
}

/** One task of several that an import is too large for. */
export interface ImportPart {
  readonly name: string;
  readonly topics: readonly string[];
  readonly groups: readonly string[];
  /** Whether users and policies come with it. */
  readonly users: boolean;
}

/** What was not chosen, or is not imported for a reason. */
export interface LeftOutRow {
  readonly kind: 'topic' | 'group' | 'user';
  readonly name: string;
  readonly reason: 'not-chosen' | 'made-by-brokers';
}

/** Everything that an import would do; making it changes nothing. Plain data. */
export interface ImportPlan {
  readonly choice: ImportChoice;
  readonly target: {
    readonly nameServers: readonly string[];
    readonly cluster: string;
    readonly brokers: readonly TargetBroker[];
  };
  readonly rows: readonly PlanRow[];
  readonly leftOut: readonly LeftOutRow[];
  /** What stops the whole import. */
  readonly refusals: readonly Reason[];
  /** The tasks to make of it where it is too large for one; absent when it is not. */
  readonly parts?: readonly ImportPart[];
  /** What has no equivalent at the target, and what else concerns no single row. */
  readonly notices: readonly Reason[];
}
