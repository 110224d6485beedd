import { type Answer, problemOf, type Routes } from '@mqferry/api';
import type { MetadataDocument } from '@mqferry/replication';
import { seenOf } from '../../inventory/seen.ts';
import { namespacesOf } from '../entry-rows.ts';
import { toldOf } from '../told.ts';
import type { RocketmqParts } from './read-rocketmq.ts';
import type { RocketmqLook } from './rocketmq-inventories.ts';

type Overview = Answer<Routes['getRocketmqOverview']>;
type Brokers = RocketmqParts['brokers'];

/** Parts that an overview is made of. */
export const OVERVIEW_PARTS = ['brokers', 'metadata'] as const;

const MASTER = 0;

const brokerRows = ({ brokers }: Brokers): Overview['brokers'] =>
  brokers.map(({ broker: { name, id, address }, value, error }) => ({
    ...{ name, brokerId: id, address, version: value?.version ?? null },
    ...{ messagesIn: value?.messagesIn ?? null, messagesOut: value?.messagesOut ?? null },
    ...{ diskUsed: value?.diskUsed ?? null, problem: error ? problemOf(error) : null },
  }));

/** Undefined: no broker has told. */
const accessControlIn = ({ brokers }: Brokers): ('accounts' | 'users')[] | undefined => {
  const told = brokers.flatMap(({ value }) => (value ? [value.accessControl] : []));
  if (told.length === 0) return undefined;
  return (['accounts', 'users'] as const).filter((kind) => told.some((has) => has[kind]));
};

const countsOf = (
  brokers: Brokers | undefined,
  metadata: MetadataDocument | undefined,
): Overview['counts'] => {
  const normal = metadata?.topics.filter(({ kind }) => kind === 'normal');
  const masters = brokers?.brokers.filter(({ broker }) => broker.id === MASTER).length;
  return {
    ...{ masters: masters ?? null, topics: normal?.length ?? null },
    specialTopics: metadata ? metadata.topics.length - normal!.length : null,
    systemTopics: metadata?.leftOut.topics.length ?? null,
    groups: metadata?.groups.length ?? null,
    namespaces: metadata ? namespacesOf([...normal!, ...metadata.groups]).length : null,
  };
};

/** An overview of a cluster that its connection names. */
export const overviewOf = (
  look: RocketmqLook<(typeof OVERVIEW_PARTS)[number]>,
  named: { readonly clusterName: string; readonly nameServers: readonly string[] },
): Overview => {
  const { brokers, metadata } = look;
  return {
    ...seenOf(brokers, look),
    warnings: (metadata.value?.warnings ?? []).map(toldOf),
    ...{ clusterName: named.clusterName, nameServers: [...named.nameServers] },
    brokers: brokers.value ? brokerRows(brokers.value) : [],
    accessControl: (brokers.value && accessControlIn(brokers.value)) ?? null,
    counts: countsOf(brokers.value, metadata.value),
  };
};
