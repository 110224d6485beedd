import type { CodedError } from '@mqferry/core';
import type {
  GroupSettings,
  PolicyEntry,
  TopicSettings,
} from '../../../src/rocketmq-metadata/document/metadata-document.ts';
import { importErrors } from '../../../src/rocketmq-metadata/import/import-errors.ts';
import type { AccountSettings } from '../../../src/rocketmq-metadata/import/import-plan.ts';
import type { ImportTarget } from '../../../src/rocketmq-metadata/import/import-target.ts';
import type {
  FoundAccount,
  FoundUser,
  TargetState,
} from '../../../src/rocketmq-metadata/import/target-state.ts';
import { reasonOf } from '../../../src/rocketmq-metadata/reason.ts';

interface FakeBroker {
  readonly topics: Map<string, TopicSettings>;
  readonly groups: Map<string, GroupSettings>;
  readonly users: Map<string, FoundUser>;
  readonly policies: Map<string, PolicyEntry['policies']>;
  readonly accounts: Map<string, FoundAccount>;
  readonly white: Set<string>;
}

const failureOf = (broker: string) =>
  reasonOf(importErrors.IMPORT_TARGET_UNREADABLE({ broker, address: `${broker}:10911`, reason: 'down' }));

/** A cluster in memory that takes what it is given. */
export class FakeTarget implements ImportTarget {
  readonly brokers = new Map<string, FakeBroker>();
  readonly orderConfigs = new Map<string, string>();
  /** Brokers that cannot be reached. */
  readonly down = new Set<string>();
  /** Throws for what a broker does not take. */
  refuse: (broker: string, name: string) => CodedError | undefined = () => undefined;
  /** Calls that write, in their order. */
  readonly writes: string[] = [];
  version = 'V5_5_0';
  hasUsers = true;
  /** Accounts of 4.x instead of users. */
  hasAccounts = false;

  constructor(names: readonly string[] = ['broker-a', 'broker-b']) {
    for (const name of names)
      this.brokers.set(name, {
        ...{ topics: new Map(), groups: new Map(), users: new Map(), policies: new Map() },
        ...{ accounts: new Map(), white: new Set() },
      });
  }

  state(): TargetState {
    return {
      nameServers: ['127.0.0.1:9877'],
      cluster: 'new',
      brokers: Array.from(this.brokers, ([name, { topics, groups, users, policies, accounts, white }]) => {
        const broker = { name, address: `${name}:10911`, version: this.version };
        if (this.down.has(name)) return { broker: { ...broker, failure: failureOf(name) } };
        const acl = this.hasUsers
          ? { users: new Map(users), policies: new Map(policies) }
          : {
              none: reasonOf(
                importErrors.IMPORT_NO_USERS_THERE({ broker: name, version: this.version, reason: 'x' }),
              ),
              ...(this.hasAccounts
                ? { accounts: { accounts: new Map(accounts), globalWhiteRemoteAddresses: [...white] } }
                : {}),
            };
        return { broker, content: { topics: new Map(topics), groups: new Map(groups), acl } };
      }),
      orderConfigs: new Map(this.orderConfigs),
    };
  }

  readState(): Promise<TargetState> {
    return Promise.resolve(this.state());
  }

  #at(broker: string, name: string): FakeBroker {
    const refusal = this.refuse(broker, name);
    if (refusal) throw refusal;
    this.writes.push(`${broker} ${name}`);
    return this.brokers.get(broker)!;
  }

  async writeTopic(broker: string, name: string, settings: TopicSettings): Promise<void> {
    this.#at(broker, name).topics.set(name, settings);
  }

  async writeGroup(broker: string, name: string, settings: GroupSettings): Promise<void> {
    this.#at(broker, name).groups.set(name, settings);
  }

  async writeUser(broker: string, name: string, settings: object, password?: string): Promise<void> {
    this.#at(broker, name).users.set(name, { ...settings, ...(password === undefined ? {} : { password }) });
  }

  async writePolicy(
    broker: string,
    subject: string,
    { policies }: { readonly policies: PolicyEntry['policies'] },
  ): Promise<void> {
    this.#at(broker, subject).policies.set(subject, policies);
  }

  async writeAccount(
    broker: string,
    accessKey: string,
    settings: AccountSettings,
    secretKey: string | undefined,
  ): Promise<void> {
    this.#at(broker, accessKey).accounts.set(accessKey, { ...settings, ...(secretKey ? { secretKey } : {}) });
  }

  async writeWhiteAddresses(broker: string, addresses: readonly string[]): Promise<void> {
    const { white } = this.#at(broker, 'white addresses');
    white.clear();
    for (const address of addresses) white.add(address);
  }

  async writeOrderConfig(topic: string, value: string): Promise<void> {
    this.orderConfigs.set(topic, value);
  }
}
