import type { GroupSettings, MetadataSecrets, TopicSettings } from '../document/metadata-document.ts';
import { accountsOf, passwordOf } from './find-row.ts';
import type {
  AccountSettings,
  PlanRow,
  PolicySettings,
  RowSettings,
  UserSettings,
  WhiteAddresses,
} from './import-plan.ts';
import type { ImportTarget } from './import-target.ts';
import type { TargetState } from './target-state.ts';

/** Writes one row to one broker, whatever it has; `exists` tells whether it has it. */
export const writeRow = (
  { kind, target: name }: Pick<PlanRow, 'kind' | 'target'>,
  broker: string,
  wanted: RowSettings,
  exists: boolean,
  { target, state, secrets }: ImportWriting,
): Promise<void> => {
  const content = state.brokers.find((one) => one.broker.name === broker)?.content;
  switch (kind) {
    case 'topic':
      return target.writeTopic(broker, name, wanted as TopicSettings, content?.topics.get(name));
    case 'group':
      return target.writeGroup(broker, name, wanted as GroupSettings, content?.groups.get(name));
    case 'user':
      return target.writeUser(broker, name, wanted as UserSettings, passwordOf(name, secrets), exists);
    case 'policy':
      return target.writePolicy(broker, name, wanted as PolicySettings, exists);
    case 'account': {
      const found = content && accountsOf(content.acl)?.accounts.get(name);
      return target.writeAccount(broker, name, wanted as AccountSettings, passwordOf(name, secrets), found);
    }
    case 'white-addresses': {
      const found = (content && accountsOf(content.acl)?.globalWhiteRemoteAddresses) ?? [];
      const { addresses } = wanted as WhiteAddresses;
      return target.writeWhiteAddresses(broker, [...new Set([...found, ...addresses])]);
    }
    case 'order-config':
      return target.writeOrderConfig(name, (wanted as { readonly value: string }).value);
  }
};

/** What rows are written with. */
export interface ImportWriting {
  readonly target: ImportTarget;
  /** As it was before anything was written. */
  readonly state: TargetState;
  readonly secrets: MetadataSecrets | undefined;
}
