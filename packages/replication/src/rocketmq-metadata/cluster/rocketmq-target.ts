import { codedErrorIn, Hidden } from '@mqferry/core';
import {
  brokerStatus,
  brokersOf,
  createPolicies,
  createUser,
  groupConfigs,
  listPolicies,
  listUsers,
  ORDER_TOPIC_CONFIG,
  onBrokers,
  putGroup,
  putTopic,
  type RegisteredBroker,
  type RocketmqAdmin,
  storedValues,
  storeValue,
  topicConfigs,
  updatePolicies,
  updateUser,
  valuesOf,
} from '@mqferry/rocketmq';
import type { GroupSettings, TopicSettings } from '../document/metadata-document.ts';
import { importErrors } from '../import/import-errors.ts';
import type { PolicySettings, TargetBroker, UserSettings } from '../import/import-plan.ts';
import type { ImportTarget } from '../import/import-target.ts';
import type { BrokerContent, BrokerState, FoundAcl, TargetState } from '../import/target-state.ts';
import { reasonBecause, reasonDespite, reasonOf } from '../reason.ts';
import { groupConfig, groupSettings, topicSettings } from './settings-of-broker.ts';

const MASTER = 0;

const readAcl = async (
  admin: RocketmqAdmin,
  { address, name: broker }: RegisteredBroker,
  version = '?',
): Promise<FoundAcl> => {
  try {
    const [users, policies] = await Promise.all([listUsers(admin, address), listPolicies(admin, address)]);
    return {
      users: new Map(
        users.map(({ username, password, userType, userStatus }) => [
          username,
          {
            ...(userType === undefined ? {} : { userType }),
            ...(userStatus === undefined ? {} : { userStatus }),
            ...(password === undefined ? {} : { password: password.reveal() }),
          },
        ]),
      ),
      policies: new Map(policies.map(({ subject, policies: rules }) => [subject, rules])),
    };
  } catch (error) {
    const coded = codedErrorIn(error);
    if (!coded) throw error;
    const { IMPORT_NO_USERS_THERE, IMPORT_USERS_NOT_PERMITTED } = importErrors;
    const told = coded.code === 'ROCKETMQ_NO_PERMISSION' ? IMPORT_USERS_NOT_PERMITTED : IMPORT_NO_USERS_THERE;
    return { none: reasonDespite((reason) => told({ broker, version, reason }), coded) };
  }
};

interface Content extends BrokerContent {
  readonly version: string | undefined;
}

const readBroker = async (admin: RocketmqAdmin, broker: RegisteredBroker): Promise<Content> => {
  const { address } = broker;
  const { version } = await brokerStatus(admin, address);
  const [topics, groups, acl] = await Promise.all([
    topicConfigs(admin, address),
    groupConfigs(admin, address),
    readAcl(admin, broker, version),
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
