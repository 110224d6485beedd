import type { Answer, Input, Routes } from '@mqferry/api';
import { type Acl, aclText, type ClusterMetadata, type Quota, type ScramCredential } from '@mqferry/kafka';
import { configsToCopy, isOfBrokers } from '@mqferry/replication';
import { isFound } from '../lists.ts';
import { quotaName } from './names.ts';
import { type ClusterConfigs, configOf, movingConfigs } from './read-parts.ts';

/** A thing that is on one of two clusters or on both. */
export type ComparedItem = Answer<Routes['compareClusters']>['items'][number];
type Difference = ComparedItem['differences'][number];
type Query = Input<Routes['compareClusters']>['query'];

/** Compares what both sides have by name; `differences` of what both have. */
export const compareByName = <T>(
  source: ReadonlyMap<string, T>,
  target: ReadonlyMap<string, T>,
  differences: (source: T, target: T, name: string) => readonly Difference[],
): ComparedItem[] =>
  [...new Set([...source.keys(), ...target.keys()])].sort().map((name) => {
    const [one, other] = [source.get(name), target.get(name)];
    if (one === undefined) return { name, outcome: 'target-only', differences: [] };
    if (other === undefined) return { name, outcome: 'source-only', differences: [] };
    const found = [...differences(one, other, name)];
    return { name, outcome: found.length > 0 ? 'differs' : 'equal', differences: found };
  });

/** The topics and configs of one cluster. */
export interface ComparedTopics {
  readonly topics: ClusterMetadata;
  readonly configs: ClusterConfigs;
}

type Topic = ClusterMetadata['topics'] extends ReadonlyMap<string, infer T> ? T : never;

const factorOf = ({ partitions }: Topic): number =>
  Math.max(...partitions.map(({ replicas }) => replicas.length));

const differing = (aspect: string, source: unknown, target: unknown): Difference[] =>
  source === target ? [] : [{ aspect, source: textOf(source), target: textOf(target) }];

const textOf = (value: unknown): string | null =>
  value === undefined || value === null ? null : String(value);

/**
 * Tells how the configs of a topic differ from what the policy makes of those of the source, and what only the target
 * sets. Of topics that set nothing themselves it is the same for all with as many replicas, so it is found once.
 */
const configDifferences = (source: ComparedTopics, target: ComparedTopics) => {
  const plain = new Map<number, readonly Difference[]>();
  const defaults = new Map(
    [...target.configs.names].map((name) => [name, target.configs.defaults.get(name)?.value ?? null]),
  );
  const differences = (topic: string, replicationFactor: number): Difference[] => {
    const ofTarget = target.configs.own.get(topic) ?? [];
    const known = new Map([...defaults, ...ofTarget.map(({ name, value }) => [name, value] as const)]);
    const moving = movingConfigs(source.configs, topic);
    const { configs } = configsToCopy(moving, known, { replicationFactor });
    const onTarget = (config: string) => known.get(config) ?? null;
    const wanted = Object.entries(configs).flatMap(([config, value]) =>
      onTarget(config) === value ? [] : differing(config, moving.get(config)?.value, onTarget(config)),
    );
    const added = ofTarget
      .filter(({ name: config }) => !moving.has(config))
      .flatMap(({ name: config, value }) =>
        differing(config, configOf(source.configs, topic, config)?.value ?? null, value),
      );
    return [...wanted, ...added].sort((a, b) => (a.aspect < b.aspect ? -1 : 1));
  };
  const setsSome = ({ configs }: ComparedTopics, topic: string) => (configs.own.get(topic) ?? []).length > 0;
  return (topic: string, replicationFactor: number): readonly Difference[] => {
    if (setsSome(source, topic) || setsSome(target, topic)) return differences(topic, replicationFactor);
    const found = plain.get(replicationFactor) ?? differences(topic, replicationFactor);
    plain.set(replicationFactor, found);
    return found;
  };
};

const ownTopics = ({ topics }: ComparedTopics) =>
  new Map([...topics.topics].filter(([, topic]) => !isOfBrokers(topic)));

/** Topics by partitions, replicas and configs; those of the brokers themselves are left out. */
export const compareTopics = (source: ComparedTopics, target: ComparedTopics): ComparedItem[] => {
  const differencesOf = configDifferences(source, target);
  return compareByName(ownTopics(source), ownTopics(target), (one, other, name) => [
    ...differing('partitions', one.partitions.length, other.partitions.length),
    ...differing('replicationFactor', factorOf(one), factorOf(other)),
    ...differencesOf(name, factorOf(other)),
  ]);
};

const byText = (acls: readonly Acl[]) => new Map(acls.map((acl) => [aclText(acl), acl]));

/** Entries of access control lists; they are there or not. */
export const compareAcls = (source: readonly Acl[], target: readonly Acl[]): ComparedItem[] =>
  compareByName(byText(source), byText(target), () => []);

type Users = ReadonlyMap<string, readonly ScramCredential[]>;

/** SCRAM users by the ways in which they log in; passwords cannot be compared. */
export const compareUsers = (source: Users, target: Users): ComparedItem[] =>
  compareByName(source, target, (one, other) => {
    const of = (credentials: readonly ScramCredential[], mechanism: string) =>
      credentials.find((credential) => credential.mechanism === mechanism)?.iterations;
    return [...new Set([...one, ...other].map(({ mechanism }) => mechanism))]
      .sort()
      .flatMap((mechanism) => differing(mechanism, of(one, mechanism), of(other, mechanism)));
  });

const byEntity = (quotas: readonly Quota[]) =>
  new Map(quotas.map((quota) => [quotaName(quota), quota.limits]));

/** Quotas by what they limit to. */
export const compareQuotas = (source: readonly Quota[], target: readonly Quota[]): ComparedItem[] =>
  compareByName(byEntity(source), byEntity(target), (one, other) =>
    [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .sort()
      .flatMap((limit) => differing(limit, one[limit], other[limit])),
  );

/** How many there are of each outcome. */
export const countOutcomes = (items: readonly ComparedItem[]) => {
  const count = (outcome: ComparedItem['outcome']) => items.filter((item) => item.outcome === outcome).length;
  return {
    sourceOnly: count('source-only'),
    targetOnly: count('target-only'),
    differing: count('differs'),
    equal: count('equal'),
  };
};

/** Those items that were asked for. */
export const chosenItems = (items: readonly ComparedItem[], { outcome, search }: Query): ComparedItem[] =>
  items.filter((item) => (outcome === undefined || item.outcome === outcome) && isFound(search, item.name));
