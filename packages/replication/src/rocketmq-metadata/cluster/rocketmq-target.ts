import { codedErrorIn, Hidden } from '@mqferry/core';
import {
  brokerStatus,
  brokersOf,
  createPolicies,
  createUser,
  groupConfigs,
  ORDER_TOPIC_CONFIG,
  onBrokers,
  putAccount,
  putGroup,
  putTopic,
  type RegisteredBroker,
  type RocketmqAdmin,
  setGlobalWhiteAddresses,
  storedValues,
  storeValue,
  topicConfigs,
  updatePolicies,
  updateUser,
  valuesOf,
} from '@mqferry/rocketmq';
import type { GroupSettings, TopicSettings } from '../document/metadata-document.ts';
import { joinedPermissions, UNSET_PERMISSION } from '../import/compare-accounts.ts';
import { importErrors } from '../import/import-errors.ts';
import type { AccountSettings, PolicySettings, TargetBroker, UserSettings } from '../import/import-plan.ts';
import type { ImportTarget } from '../import/import-target.ts';
import type { BrokerContent, BrokerState, FoundAccount, TargetState } from '../import/target-state.ts';
import { reasonBecause, reasonOf } from '../reason.ts';
import { readFoundAcl } from './read-found-acl.ts';
import { groupConfig, groupSettings, topicSettings } from './settings-of-broker.ts';

const MASTER = 0;

interface Content extends BrokerContent {
  readonly version: string | undefined;
}

const readBroker = async (admin: RocketmqAdmin, broker: RegisteredBroker): Promise<Content> => {
  const { address } = broker;
  const { version } = await brokerStatus(admin, address);
  const [topics, groups, acl] = await Promise.all([
    topicConfigs(admin, address),
    groupConfigs(admin, address),
    readFoundAcl(admin, broker, version),
  ]);
  return {
    version,
    topics: new Map(topics.map((config) => [config.topicName, topicSettings(config)])),
    groups: new Map(groups.map((config) => [config.groupName, groupSettings(config)])),
    acl,
  };
};

/** What is to be set, for attributes that stay are not written again: some of them must not change (TopicAttributes). */
const changedAttributes = (
  wanted: Readonly<Record<string, string>> | undefined,
  found: Readonly<Record<string, string>> = {},
): {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly removedAttributes?: readonly string[];
} =>
  wanted
    ? {
        attributes: Object.fromEntries(
          Object.entries(wanted).filter(([name, value]) => found[name] !== value),
        ),
        removedAttributes: Object.keys(found).filter((name) => wanted[name] === undefined),
      }
    : {};

/** What is to be put so that an account is as wanted: what is left out stays as it was. */
const changedAccount = (settings: AccountSettings, found: FoundAccount | undefined): AccountSettings => {
  if (!found) return settings;
  const unset = {
    ...(found.whiteRemoteAddress ? { whiteRemoteAddress: '' } : {}),
    ...(found.defaultTopicPerm ? { defaultTopicPerm: UNSET_PERMISSION } : {}),
    ...(found.defaultGroupPerm ? { defaultGroupPerm: UNSET_PERMISSION } : {}),
  };
  return {
    ...unset,
    ...settings,
    topicPerms: joinedPermissions(settings.topicPerms, found.topicPerms),
    groupPerms: joinedPermissions(settings.groupPerms, found.groupPerms),
  };
};

/** A master that is not registered: the name servers forget a broker when its connection ends. */
const missing = (name: string, addresses: string): BrokerState => ({
  broker: {
    name,
    address: addresses,
    failure: reasonOf(importErrors.IMPORT_BROKER_MISSING({ broker: name })),
  },
});

/** How a cluster is imported into. */
export interface RocketmqTargetOptions {
  readonly cluster: string;
  /** Masters that have to be there, by name: one that is not registered at the moment is told as a failure. */
  readonly brokers?: readonly string[];
}

/** A cluster of RocketMQ as the target of an import. */
export class RocketmqTarget implements ImportTarget {
  readonly #admin: RocketmqAdmin;
  readonly #options: RocketmqTargetOptions;
  readonly #addresses = new Map<string, string>();

  constructor(admin: RocketmqAdmin, options: RocketmqTargetOptions) {
    this.#admin = admin;
    this.#options = options;
  }

  /** Throws ROCKETMQ_CLUSTER_UNKNOWN, what `NameServers.call` throws, and what all brokers refuse with one error. */
  async readState(): Promise<TargetState> {
    const { cluster, brokers: expected = [] } = this.#options;
    const { nameServers } = this.#admin;
    const replicas = Map.groupBy(brokersOf(await nameServers.clusterInfo(), cluster), ({ name }) => name);
    const masters = [...replicas.values()].flatMap((same) => same.find(({ id }) => id === MASTER) ?? []);
    for (const { name, address } of masters) this.#addresses.set(name, address);
    const outcomes = await onBrokers(masters, (broker) => readBroker(this.#admin, broker));
    const [first] = outcomes;
    if (first?.error?.code === 'ROCKETMQ_AUTHENTICATION_FAILED' && outcomes.every(({ error }) => error))
      throw first.error;
    const states = outcomes.map(({ broker: { name, address }, value, error }): BrokerState => {
      if (error) return { broker: { name, address, failure: this.#unreadable(name, address, error) } };
      const { version, ...content } = value!;
      const broker: TargetBroker = { name, address, ...(version === undefined ? {} : { version }) };
      return { broker, content };
    });
    const names = new Set([...replicas.keys(), ...expected]);
    for (const { name } of masters) names.delete(name);
    const gone = Array.from(names, (name) =>
      missing(
        name,
        replicas
          .get(name)
          ?.map(({ address }) => address)
          .join(', ') ??
          this.#addresses.get(name) ??
          '–',
      ),
    );
    return {
      nameServers: nameServers.addresses,
      cluster,
      brokers: [...states, ...gone].toSorted((a, b) => (a.broker.name < b.broker.name ? -1 : 1)),
      orderConfigs: await this.#orderConfigs(),
    };
  }

  async writeTopic(
    broker: string,
    topicName: string,
    settings: TopicSettings,
    found: TopicSettings | undefined,
  ): Promise<void> {
    await putTopic(this.#admin, this.#addressOf(broker), {
      topicName,
      ...settings,
      ...changedAttributes(settings.attributes, found?.attributes),
    });
  }

  async writeGroup(
    broker: string,
    name: string,
    settings: GroupSettings,
    found: GroupSettings | undefined,
  ): Promise<void> {
    // A broker gives its defaults to what is left out, even if the group has others.
    const { attributes: _, ...config } = groupConfig(name, { ...found, ...settings });
    await putGroup(this.#admin, this.#addressOf(broker), {
      ...config,
      ...changedAttributes(settings.attributes, found?.attributes),
    });
  }

  async writeUser(
    broker: string,
    username: string,
    settings: UserSettings,
    password: string | undefined,
    exists: boolean,
  ): Promise<void> {
    const user = {
      username,
      ...settings,
      ...(password === undefined ? {} : { password: new Hidden(password) }),
    };
    await (exists ? updateUser : createUser)(this.#admin, this.#addressOf(broker), user);
  }

  async writePolicy(
    broker: string,
    subject: string,
    { policies }: PolicySettings,
    exists: boolean,
  ): Promise<void> {
    const write = exists ? updatePolicies : createPolicies;
    await write(this.#admin, this.#addressOf(broker), { subject, policies });
  }

  async writeAccount(
    broker: string,
    accessKey: string,
    settings: AccountSettings,
    secretKey: string | undefined,
    found: FoundAccount | undefined,
  ): Promise<void> {
    const secret = new Hidden(secretKey ?? found?.secretKey ?? '');
    await putAccount(this.#admin, this.#addressOf(broker), {
      accessKey,
      secretKey: secret,
      ...changedAccount(settings, found),
    });
  }

  async writeWhiteAddresses(broker: string, addresses: readonly string[]): Promise<void> {
    await setGlobalWhiteAddresses(this.#admin, this.#addressOf(broker), addresses);
  }

  async writeOrderConfig(topic: string, value: string): Promise<void> {
    valuesOf(await storeValue(this.#admin, ORDER_TOPIC_CONFIG, topic, value));
  }

  #addressOf(broker: string): string {
    return this.#addresses.get(broker)!;
  }

  #unreadable(broker: string, address: string, error: Error) {
    const coded = codedErrorIn(error)!;
    return reasonBecause(
      (reason) => importErrors.IMPORT_TARGET_UNREADABLE({ broker, address, reason }),
      coded,
    );
  }

  async #orderConfigs(): Promise<ReadonlyMap<string, string> | undefined> {
    try {
      return new Map(Object.entries(await storedValues(this.#admin, ORDER_TOPIC_CONFIG)));
    } catch (error) {
      if (!codedErrorIn(error)) throw error;
      return undefined;
    }
  }
}
