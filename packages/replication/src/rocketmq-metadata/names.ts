const RETRY = '%RETRY%';
const DEAD_LETTER = '%DLQ%';

/** The parts of a name as brokers know it: `%RETRY%` or `%DLQ%`, the namespace before `%`, and the rest. */
export interface NameParts {
  readonly prefix: '' | typeof RETRY | typeof DEAD_LETTER;
  readonly namespace: string | undefined;
  readonly local: string;
}

/** What names without a namespace are shown as. */
export const DEFAULT_NAMESPACE = 'default';

/** Takes a name of a topic or group apart, as NamespaceUtil does. */
export const partsOf = (name: string): NameParts => {
  const prefix = name.startsWith(RETRY) ? RETRY : name.startsWith(DEAD_LETTER) ? DEAD_LETTER : '';
  const rest = name.slice(prefix.length);
  const at = rest.indexOf('%');
  if (at <= 0 || at === rest.length - 1) return { prefix, namespace: undefined, local: rest };
  return { prefix, namespace: rest.slice(0, at), local: rest.slice(at + 1) };
};

/** The name in another namespace, whichever it was in. */
export const inNamespace = (name: string, namespace: string): string => {
  const { prefix, local } = partsOf(name);
  return `${prefix}${namespace}%${local}`;
};
