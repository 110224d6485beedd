import { isSystemGroup, isSystemTopic } from './system-names.ts';
import { DLQ_PREFIX, RETRY_PREFIX } from './topic-names.ts';

/**
 * Namespaces are part of a topic's or group's name: `INSTANCE%name`, behind the prefix of retry and dead-letter topics.
 * Source: NamespaceUtil, equal in 4.9.7 and 5.5.0.
 */

const SEPARATOR = '%';

const isSystemName = (name: string): boolean => isSystemTopic(name) || isSystemGroup(name);

const split = (name: string): readonly [prefix: string, rest: string] => {
  const prefix = [RETRY_PREFIX, DLQ_PREFIX].find((known) => name.startsWith(known)) ?? '';
  return [prefix, name.slice(prefix.length)];
};

/** The namespace of a topic or group, undefined if there is none. */
export const namespaceOf = (name: string): string | undefined => {
  if (isSystemName(name)) return undefined;
  const [, rest] = split(name);
  const end = rest.indexOf(SEPARATOR);
  return end > 0 ? rest.slice(0, end) : undefined;
};

/**
 * A topic or group in a namespace; system names and those already in it stay as they are. Without namespace, or with an
 * empty one, every name does.
 */
export const withNamespace = (namespace: string | undefined, name: string): string => {
  if (!namespace || name === '' || isSystemName(name)) return name;
  const [prefix, rest] = split(name);
  return rest.startsWith(namespace + SEPARATOR) ? name : prefix + namespace + SEPARATOR + rest;
};

/** A topic or group without its namespace, whichever it is; with `namespace` only if it is that one. */
export const withoutNamespace = (name: string, namespace?: string): string => {
  const own = namespaceOf(name);
  if (own === undefined) return name;
  const [prefix, rest] = split(name);
  if (namespace !== undefined && !rest.startsWith(namespace + SEPARATOR)) return name;
  return prefix + rest.slice(own.length + SEPARATOR.length);
};
