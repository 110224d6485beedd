import { DLQ_PREFIX, namespaceOf, RETRY_PREFIX, withNamespace, withoutNamespace } from '@mqferry/rocketmq';
import type { TopicKind } from './document/metadata-document.ts';

/** What names without a namespace are shown as. */
export const DEFAULT_NAMESPACE = 'default';

/** The namespace of a name at the target, to be shown. */
export const shownNamespace = (name: string): string => namespaceOf(name) ?? DEFAULT_NAMESPACE;

/** The name in another namespace, whichever it was in. */
export const inNamespace = (name: string, namespace: string): string =>
  withNamespace(namespace, withoutNamespace(name));

/** What a topic is for by its name, and of which group it is; of POP, the topic stands behind the group and `+`. */
export const kindOfTopic = (name: string): { readonly kind: TopicKind; readonly group?: string } => {
  if (name.startsWith(RETRY_PREFIX)) {
    const [group] = name.slice(RETRY_PREFIX.length).split('+');
    return { kind: 'retry', group: group! };
  }
  return name.startsWith(DLQ_PREFIX)
    ? { kind: 'deadLetter', group: name.slice(DLQ_PREFIX.length) }
    : { kind: 'normal' };
};
