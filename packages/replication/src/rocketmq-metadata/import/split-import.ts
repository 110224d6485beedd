import type { GroupEntry, TopicEntry } from '../document/metadata-document.ts';
import { DEFAULT_NAMESPACE } from '../names.ts';
import { type ImportChoice, MOST_GROUPS, MOST_TOPICS } from './import-choice.ts';
import { importErrors } from './import-errors.ts';
import type { ImportPart } from './import-plan.ts';

/** Topics and groups that belong together, in one namespace. */
interface Bundle {
  readonly namespace: string;
  readonly topics: string[];
  readonly groups: string[];
}

/** Joins what is joined to something that is joined: the root of each stands for all. */
class Joined {
  readonly #roots = new Map<string, string>();

  rootOf(one: string): string {
    let root = one;
    for (let next = this.#roots.get(root); next !== undefined; next = this.#roots.get(root)) root = next;
    if (root !== one) this.#roots.set(one, root);
    return root;
  }

  join(one: string, other: string): void {
    const [a, b] = [this.rootOf(one), this.rootOf(other)];
    if (a !== b) this.#roots.set(b, a);
  }
}

/** A group with the topics it consumes, and with everything that shares any of them. */
const bundlesOf = (topics: readonly TopicEntry[], groups: readonly GroupEntry[]): readonly Bundle[] => {
  const joined = new Joined();
  const chosen = new Set(topics.map(({ name }) => name));
  for (const { name, consumes } of groups)
    for (const topic of consumes ?? []) if (chosen.has(topic)) joined.join(`g:${name}`, `t:${topic}`);
  for (const { name, group } of topics) if (group !== undefined) joined.join(`g:${group}`, `t:${name}`);
  const bundles = new Map<string, Bundle>();
  const bundleOf = (key: string, namespace = DEFAULT_NAMESPACE): Bundle => {
    const root = joined.rootOf(key);
    const bundle = bundles.get(root) ?? { namespace, topics: [], groups: [] };
    bundles.set(root, bundle);
    return bundle;
  };
  for (const { name, namespace } of topics) bundleOf(`t:${name}`, namespace).topics.push(name);
  for (const { name, namespace } of groups) bundleOf(`g:${name}`, namespace).groups.push(name);
  return [...bundles.values()];
};

const chunks = (names: readonly string[], most: number): string[][] =>
  Array.from({ length: Math.ceil(names.length / most) }, (_, at) => names.slice(at * most, (at + 1) * most));

/** A bundle that no part could hold is cut: its topics and groups in the order they have. */
const cut = (bundle: Bundle): readonly Bundle[] => {
  const topics = chunks(bundle.topics, MOST_TOPICS);
  const groups = chunks(bundle.groups, MOST_GROUPS);
  return Array.from({ length: Math.max(topics.length, groups.length) }, (_, at) => ({
    namespace: bundle.namespace,
    topics: topics[at] ?? [],
    groups: groups[at] ?? [],
  }));
};

const sizeOf = ({ topics, groups }: Bundle): number => topics.length + groups.length;

/** The largest first, each into the first part that has room. */
const packed = (bundles: readonly Bundle[]): readonly Bundle[] => {
  const parts: Bundle[] = [];
  for (const { namespace, topics, groups } of bundles.toSorted((a, b) => sizeOf(b) - sizeOf(a))) {
    const roomy = parts.find(
      (part) =>
        part.topics.length + topics.length <= MOST_TOPICS &&
        part.groups.length + groups.length <= MOST_GROUPS,
    );
    if (roomy) {
      roomy.topics.push(...topics);
      roomy.groups.push(...groups);
    } else parts.push({ namespace, topics: [...topics], groups: [...groups] });
  }
  return parts;
};

/** Namespaces whole where they fit, so that a team's topics and groups come in one part. */
const byNamespace = (bundles: readonly Bundle[]): readonly Bundle[] => {
  const whole = new Map<string, Bundle>();
  for (const { namespace, topics, groups } of bundles) {
    const all = whole.get(namespace) ?? { namespace, topics: [], groups: [] };
    all.topics.push(...topics);
    all.groups.push(...groups);
    whole.set(namespace, all);
  }
  return Array.from(whole.values()).flatMap((all) =>
    all.topics.length <= MOST_TOPICS && all.groups.length <= MOST_GROUPS
      ? [all]
      : packed(bundles.filter(({ namespace }) => namespace === all.namespace).flatMap(cut)),
  );
};

/** Whether one import can take so much. */
export const fitsOne = (topics: readonly TopicEntry[], groups: readonly GroupEntry[]): boolean =>
  topics.length <= MOST_TOPICS && groups.length <= MOST_GROUPS;

/**
 * Parts of at most 1000 topics and 1000 groups: namespaces whole where they fit, and groups with the topics they
 * consume where that is known. Users and policies come with the first one.
 */
export const splitImport = (
  topics: readonly TopicEntry[],
  groups: readonly GroupEntry[],
): readonly ImportPart[] =>
  packed(byNamespace(bundlesOf(topics, groups))).map((part, index) => ({
    name: `part-${index + 1}`,
    topics: part.topics.toSorted(),
    groups: part.groups.toSorted(),
    users: index === 0,
  }));

/** The choice for one part. Throws IMPORT_PART_UNKNOWN. */
export const choiceOfPart = (
  choice: ImportChoice,
  parts: readonly ImportPart[],
  name: string,
): ImportChoice => {
  const part = parts.find((one) => one.name === name);
  if (!part) {
    const names = parts.map((one) => one.name).join(', ');
    throw importErrors.IMPORT_PART_UNKNOWN({ part: name, parts: names });
  }
  return {
    ...choice,
    topics: { names: part.topics },
    groups: { names: part.groups },
    ...(part.users ? {} : { users: 'none' }),
  };
};
