import type { MetadataSecrets, TopicSettings, UserEntry } from '../document/metadata-document.ts';
import { accountDifferences, whiteAddressDifferences } from './compare-accounts.ts';
import { policyDifferences, settingDifferences } from './compare-settings.ts';
import type {
  AccountSettings,
  Difference,
  PlannedOnBroker,
  PlanRow,
  PolicySettings,
  RowSettings,
  UserSettings,
  WhiteAddresses,
} from './import-plan.ts';
import {
  type BrokerContent,
  type FoundAccounts,
  type FoundAcl,
  type FoundUser,
  hasAttributes,
  type TargetState,
} from './target-state.ts';

const isWord = (text: string | undefined, word: string): boolean =>
  text?.toLowerCase() === word.toLowerCase();

/** Type and state as brokers write them, whatever the case they were read in. */
export const userSettings = ({ userType, userStatus }: UserEntry | FoundUser): UserSettings => ({
  userType: isWord(userType, 'Super') ? 'Super' : 'Normal',
  userStatus: isWord(userStatus, 'disable') ? 'disable' : 'enable',
});

/** The password of a user, which was a secret key if it was an account. */
export const passwordOf = (name: string, secrets: MetadataSecrets | undefined): string | undefined =>
  secrets?.users[name] ?? secrets?.accounts[name];

/** The users and policies of a broker; undefined where it has none. */
export const usersOf = (acl: FoundAcl): Exclude<FoundAcl, { readonly none: unknown }> | undefined =>
  'none' in acl ? undefined : acl;

/** The accounts of a broker of 4.x; undefined where it has none. */
export const accountsOf = (acl: FoundAcl): FoundAccounts | undefined =>
  'none' in acl ? acl.accounts : undefined;

const differencesOfUser = (
  wanted: RowSettings,
  found: FoundUser,
  password: string | undefined,
): readonly Difference[] => [
  ...settingDifferences(wanted, userSettings(found)),
  ...(password !== undefined && found.password !== undefined && password !== found.password
    ? [{ setting: 'password' }]
    : []),
];

/**
 * Which topics are ordered, the name servers tell brokers of 4.x, which take it from nobody else and note it some time
 * later (TopicConfigManager.updateOrderTopicConfig): it is compared in the row of the order configuration.
 */
const topicDifferences = (
  { order, ...wanted }: TopicSettings,
  found: TopicSettings,
  version: string | undefined,
): readonly Difference[] => settingDifferences(hasAttributes(version) ? { ...wanted, order } : wanted, found);

const differencesIn = (
  { kind, target }: Pick<PlanRow, 'kind' | 'target'>,
  wanted: RowSettings,
  version: string | undefined,
  { topics, groups, acl }: BrokerContent,
  secrets: MetadataSecrets | undefined,
): readonly Difference[] | undefined => {
  if (kind === 'user') {
    const user = usersOf(acl)?.users.get(target);
    return user && differencesOfUser(wanted, user, passwordOf(target, secrets));
  }
  if (kind === 'policy') {
    const policies = usersOf(acl)?.policies.get(target);
    return policies && policyDifferences((wanted as PolicySettings).policies, policies);
  }
  if (kind === 'account') {
    const account = accountsOf(acl)?.accounts.get(target);
    return account && accountDifferences(wanted as AccountSettings, account, passwordOf(target, secrets));
  }
  if (kind === 'white-addresses') {
    const there = accountsOf(acl)?.globalWhiteRemoteAddresses ?? [];
    return there.length === 0 ? undefined : whiteAddressDifferences(wanted as WhiteAddresses, there);
  }
  if (kind === 'group') {
    const group = groups.get(target);
    return group && settingDifferences(wanted, group);
  }
  const topic = topics.get(target);
  return topic && topicDifferences(wanted as TopicSettings, topic, version);
};

const ofOrderConfig = (
  target: string,
  wanted: RowSettings,
  { orderConfigs }: TargetState,
): readonly Difference[] | undefined => {
  const value = orderConfigs?.get(target);
  return value === undefined ? undefined : settingDifferences(wanted, { value });
};

/** Whether only rules of a user or permissions of an account are missing, so that nothing there has to change. */
const isAddition = (kind: PlanRow['kind'], differences: readonly Difference[]): boolean =>
  (kind === 'policy' || kind === 'account') &&
  differences.every(({ wanted, found }) => wanted !== undefined && found === undefined);

/** What a broker has of a row, compared with what is wanted there. */
export const findRow = (
  row: Pick<PlanRow, 'kind' | 'target'>,
  broker: string,
  wanted: RowSettings,
  state: TargetState,
  secrets: MetadataSecrets | undefined,
): Pick<PlannedOnBroker, 'found' | 'differences'> => {
  const isOrderConfig = row.kind === 'order-config';
  const { broker: place, content } = state.brokers.find((one) => one.broker.name === broker) ?? {};
  if (isOrderConfig ? !state.orderConfigs : !content) return { found: 'unknown', differences: [] };
  const differences = isOrderConfig
    ? ofOrderConfig(row.target, wanted, state)
    : differencesIn(row, wanted, place!.version, content!, secrets);
  if (!differences) return { found: 'absent', differences: [] };
  if (differences.length === 0) return { found: 'same', differences };
  return { found: isAddition(row.kind, differences) ? 'lacking' : 'different', differences };
};
