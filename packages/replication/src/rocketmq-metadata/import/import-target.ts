import type { GroupSettings, TopicSettings } from '../document/metadata-document.ts';
import type { AccountSettings, PolicySettings, UserSettings } from './import-plan.ts';
import type { FoundAccount, TargetState } from './target-state.ts';

/** What an import needs of the target. Every call may throw coded errors. */
export interface ImportTarget {
  /** Everything that is compared, from every broker at once; what cannot be read is told in it, not thrown. */
  readState(): Promise<TargetState>;
  /** `found`: what the broker has of it; undefined: nothing. */
  writeTopic(
    broker: string,
    name: string,
    settings: TopicSettings,
    found: TopicSettings | undefined,
  ): Promise<void>;
  writeGroup(
    broker: string,
    name: string,
    settings: GroupSettings,
    found: GroupSettings | undefined,
  ): Promise<void>;
  /** Without a password, an existing user keeps its own. */
  writeUser(
    broker: string,
    name: string,
    settings: UserSettings,
    password: string | undefined,
    exists: boolean,
  ): Promise<void>;
  writePolicy(broker: string, subject: string, settings: PolicySettings, exists: boolean): Promise<void>;
  /** `found`: the account that the broker has; without a secret key, it keeps its own. */
  writeAccount(
    broker: string,
    accessKey: string,
    settings: AccountSettings,
    secretKey: string | undefined,
    found: FoundAccount | undefined,
  ): Promise<void>;
  /** In place of those that the broker has. */
  writeWhiteAddresses(broker: string, addresses: readonly string[]): Promise<void>;
  /** To all name servers. */
  writeOrderConfig(topic: string, value: string): Promise<void>;
}
