import {
  type GroupSettings,
  type ImportTarget,
  importErrors,
  reasonOf,
  type TargetState,
  type TopicSettings,
} from '@mqferry/replication';

interface FakeBroker {
  readonly topics: Map<string, TopicSettings>;
  readonly groups: Map<string, GroupSettings>;
  /** Why it cannot be asked. */
  isDown: boolean;
}

/** A cluster with two brokers, in memory. */
export class FakeTarget implements ImportTarget {
  readonly brokers: Readonly<Record<string, FakeBroker>> = Object.fromEntries(
    ['broker-a', 'broker-b'].map((name) => [name, { topics: new Map(), groups: new Map(), isDown: false }]),
  );
  /** Stands against everything, as name servers that cannot be reached do. */
  refusal: Error | undefined;
  /** Called before each write. */
  onWrite: (broker: string, name: string) => Promise<void> | void = () => {};

  async readState(): Promise<TargetState> {
    if (this.refusal) throw this.refusal;
    return {
      ...{ nameServers: ['n:9876'], cluster: 'c', orderConfigs: new Map() },
      brokers: Object.entries(this.brokers).map(([name, { topics, groups, isDown }]) => {
        const broker = { name, address: `${name}:10911`, version: 'V5_5_0' };
        if (isDown)
          return {
            broker: { ...broker, failure: reasonOf(importErrors.IMPORT_BROKER_MISSING({ broker: name })) },
          };
        const acl = { users: new Map(), policies: new Map() };
        return { broker, content: { topics: new Map(topics), groups: new Map(groups), acl } };
      }),
    };
  }

  async writeTopic(broker: string, name: string, settings: TopicSettings): Promise<void> {
    await this.onWrite(broker, name);
    this.brokers[broker]!.topics.set(name, settings);
  }

  async writeGroup(broker: string, name: string, settings: GroupSettings): Promise<void> {
    await this.onWrite(broker, name);
    this.brokers[broker]!.groups.set(name, settings);
  }

  async writeUser(): Promise<void> {}
  async writePolicy(): Promise<void> {}
  async writeAccount(): Promise<void> {}

  async writeWhiteAddresses(): Promise<void> {}

  async writeOrderConfig(): Promise<void> {}
}
