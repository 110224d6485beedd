import type { MetadataImport } from '../../api/types.ts';

export type ImportChoice = MetadataImport['choice'];
type Names = NonNullable<ImportChoice['topics']>;
export type MessageType = NonNullable<ImportChoice['otherMessageType']>;

/** Which of the topics or groups are meant. */
export interface TypedNames {
  readonly by: 'all' | 'some' | 'none';
  /** Chosen one by one. */
  readonly names: readonly string[];
  /** Expressions, one a line. */
  readonly patterns: string;
}

/** What is typed where an import is made or changed. */
export interface TypedChoice {
  readonly mode: 'cluster' | 'namespace';
  readonly namespace?: string;
  readonly topics: TypedNames;
  readonly groups: TypedNames;
  readonly users: boolean;
  readonly adjustQueues: boolean;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly sourceMasters?: number | null;
  readonly existing: 'keep' | 'overwrite';
  readonly specialTopics: boolean;
  readonly otherMessageType?: MessageType | null;
  readonly whiteAddresses: 'report' | 'source-ips';
}

export const MESSAGE_TYPES = [
  ...(['NORMAL', 'FIFO', 'DELAY', 'TRANSACTION', 'MIXED', 'UNSPECIFIED'] as const),
] satisfies readonly MessageType[];

/** The queues that some services take of a topic. */
const USUAL_RANGE = { min: 3, max: 16 };

export const NAMESPACE = /^[A-Za-z0-9_-]{1,100}$/u;

/** Expressions of a text, one a line. */
export const patternsIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const typedNames = (names: Names | undefined): TypedNames => {
  if (!names) return { by: 'all', names: [], patterns: '' };
  const { names: listed = [], patterns = [] } = names;
  const by = listed.length + patterns.length === 0 ? 'none' : 'some';
  return { by, names: listed, patterns: patterns.join('\n') };
};

const namesOf = ({ by, names, patterns }: TypedNames): Names | undefined => {
  if (by === 'all') return undefined;
  if (by === 'none') return { names: [] };
  const expressions = patternsIn(patterns);
  return {
    ...(names.length > 0 || expressions.length === 0 ? { names: [...names] } : {}),
    ...(expressions.length > 0 ? { patterns: [...expressions] } : {}),
  };
};

/** Whether something is to be chosen, and nothing is. */
export const isNothing = ({ by, names, patterns }: TypedNames): boolean =>
  by === 'some' && names.length === 0 && patternsIn(patterns).length === 0;

/** A choice as it is typed. */
export const typedChoice = (choice: ImportChoice): TypedChoice => ({
  mode: choice.namespace === undefined ? 'cluster' : 'namespace',
  namespace: choice.namespace ?? '',
  topics: typedNames(choice.topics),
  groups: typedNames(choice.groups),
  users: choice.users !== 'none',
  adjustQueues: choice.queues !== undefined,
  ...(choice.queues ?? USUAL_RANGE),
  sourceMasters: choice.sourceMasters ?? null,
  existing: choice.existing ?? 'keep',
  specialTopics: choice.specialTopics ?? false,
  otherMessageType: choice.otherMessageType ?? null,
  whiteAddresses: choice.whiteAddresses ?? 'report',
});

/** What is typed, as the API takes it. What was chosen `before` and cannot be typed here stays. */
export const choiceOf = (typed: TypedChoice, before: ImportChoice = {}): ImportChoice => {
  const { mode, namespace = '', adjustQueues, min, max, sourceMasters, otherMessageType } = typed;
  const [topics, groups] = [namesOf(typed.topics), namesOf(typed.groups)];
  const users = typed.users ? (before.users === 'none' ? undefined : before.users) : ('none' as const);
  return {
    ...(mode === 'namespace' ? { namespace: namespace.trim() } : {}),
    ...(topics ? { topics } : {}),
    ...(groups ? { groups } : {}),
    ...(users === undefined ? {} : { users }),
    ...(typed.specialTopics ? { specialTopics: true } : {}),
    ...(adjustQueues ? { queues: { min: min ?? USUAL_RANGE.min, max: max ?? USUAL_RANGE.max } } : {}),
    ...(sourceMasters ? { sourceMasters } : {}),
    ...(before.messageTypes ? { messageTypes: before.messageTypes } : {}),
    ...(otherMessageType ? { otherMessageType } : {}),
    ...(typed.existing === 'overwrite' ? { existing: 'overwrite' as const } : {}),
    ...(typed.whiteAddresses === 'source-ips' ? { whiteAddresses: 'source-ips' as const } : {}),
  };
};
