import type { CodedError } from '@mqferry/core';
import { migrationErrors as errors } from './errors.ts';
import { told } from './told.ts';

/** Topics that are used together by somebody, so that they can only move together. */
export interface Bond {
  readonly kind: 'group' | 'transactional-id' | 'streams';
  /** The group, the transactional id, or the application id. */
  readonly name: string;
  readonly topics: readonly string[];
}

/** Topics that move as one, in order of name, and what holds them together. */
export interface Unit {
  readonly topics: readonly string[];
  readonly bonds: readonly Bond[];
}

/** What an application of Kafka Streams calls topics of its own (InternalTopologyBuilder, CombinedKey subscriptions). */
const STREAMS_TOPIC =
  /-(?:changelog|repartition|subscription-registration-.+-topic|subscription-response-.+-topic)$/u;

/**
 * The topics that Streams applications among these groups made for themselves: the application id is the group's name,
 * and theirs begin with it. A topic belongs to the longest id that fits.
 */
export const streamsBonds = (groups: readonly string[], topics: readonly string[]): Bond[] => {
  const longestFirst = [...groups].sort((a, b) => b.length - a.length);
  const owned = new Map<string, string[]>();
  for (const topic of topics) {
    const owner = STREAMS_TOPIC.test(topic)
      ? longestFirst.find((group) => topic.startsWith(`${group}-`))
      : undefined;
    if (owner !== undefined) owned.set(owner, [...(owned.get(owner) ?? []), topic]);
  }
  return [...owned].map(([name, of]) => ({ kind: 'streams', name, topics: of }));
};

/** The units that bonds make of topics, in order of their first topics; bonds with other topics are cut down to these. */
export const unitsOf = (topics: readonly string[], bonds: readonly Bond[]): Unit[] => {
  const parent = new Map(topics.map((topic) => [topic, topic]));
  const rootOf = (topic: string): string => {
    let root = topic;
    for (let up = parent.get(root)!; up !== root; up = parent.get(root)!) root = up;
    parent.set(topic, root);
    return root;
  };
  const here = bonds
    .map((bond) => ({ ...bond, topics: bond.topics.filter((topic) => parent.has(topic)) }))
    .filter((bond) => bond.topics.length > 0);
  // Streams applications are groups as well: their own topics hang together with those that the group reads.
  const byApplication = new Map<string, string>();
  for (const { kind, name, topics: bound } of here) {
    for (const topic of bound) parent.set(rootOf(topic), rootOf(bound[0]!));
    if (kind === 'transactional-id') continue;
    const known = byApplication.get(name);
    if (known === undefined) byApplication.set(name, bound[0]!);
    else parent.set(rootOf(bound[0]!), rootOf(known));
  }
  const units = new Map<string, string[]>();
  for (const topic of [...topics].sort()) {
    const root = rootOf(topic);
    const unit = units.get(root);
    if (unit) unit.push(topic);
    else units.set(root, [topic]);
  }
  const bondsOf = Map.groupBy(here, (bond) => rootOf(bond.topics[0]!));
  return [...units].map(([root, of]) => ({ topics: of, bonds: bondsOf.get(root) ?? [] }));
};

/** Topics of a unit that are left behind by a choice of topics, and what holds them to those that are chosen. */
export interface SplitUnit {
  readonly chosen: readonly string[];
  readonly left: readonly string[];
  readonly bonds: readonly Bond[];
}

/** The units of which some topics are chosen and some are not. */
export const splitUnits = (units: readonly Unit[], chosen: readonly string[]): SplitUnit[] => {
  const wanted = new Set(chosen);
  return units.flatMap(({ topics, bonds }) => {
    const inside = topics.filter((topic) => wanted.has(topic));
    const left = topics.filter((topic) => !wanted.has(topic));
    return inside.length > 0 && left.length > 0 ? [{ chosen: inside, left, bonds }] : [];
  });
};

/** By the names of Kafka's own settings, which are the same in every language. */
const BOND_SETTINGS: Readonly<Record<Bond['kind'], string>> = {
  group: 'group.id',
  'transactional-id': 'transactional.id',
  streams: 'application.id',
};

/** A bond as it is told: the setting of the clients that share it, and its value. */
export const bondText = ({ kind, name }: Pick<Bond, 'kind' | 'name'>): string =>
  `${BOND_SETTINGS[kind]}=${name}`;

/** Why these topics cannot be moved without others; undefined: they are whole units. */
export const unitBlocker = (units: readonly Unit[], chosen: readonly string[]): CodedError | undefined => {
  const split = splitUnits(units, chosen);
  if (split.length === 0) return undefined;
  return errors.MIGRATION_UNIT_SPLIT({
    topics: told(split.flatMap(({ left }) => left)),
    bonds: told(split.flatMap(({ bonds }) => bonds.map(bondText))),
  });
};
