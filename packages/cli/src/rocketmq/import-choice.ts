import { type ImportChoice, MESSAGE_TYPES, type MessageType, type NameChoice } from '@mqferry/replication';
import { parsePattern } from '../arguments/pattern.ts';
import { rocketmqErrors } from './rocketmq-errors.ts';

/** The options that choose what is imported, and how. */
export interface ChoiceOptions {
  readonly namespace?: string;
  readonly topics?: readonly string[];
  readonly groups?: readonly string[];
  readonly users?: readonly string[] | false;
  readonly specialTopics?: true;
  readonly queues?: string;
  readonly sourceMasters?: string;
  readonly messageType?: readonly string[];
  readonly existing?: string;
  readonly whiteAddresses?: string;
}

const patterns = (option: string, texts: readonly string[] | undefined): NameChoice | undefined => {
  for (const text of texts ?? []) parsePattern(option, text);
  return texts && { patterns: texts };
};

const queuesOf = (value: string): { readonly min: number; readonly max: number } => {
  const [, min, max] = /^(\d{1,4})-(\d{1,4})$/.exec(value) ?? [];
  if (min === undefined || Number(min) < 1 || Number(max) < Number(min))
    throw rocketmqErrors.CLI_QUEUES_INVALID({ value });
  return { min: Number(min), max: Number(max) };
};

const mastersOf = (value: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw rocketmqErrors.CLI_MASTERS_INVALID({ value });
  return Number(value);
};

const isMessageType = (text: string): text is MessageType =>
  (MESSAGE_TYPES as readonly string[]).includes(text);

const messageTypes = (values: readonly string[]): Pick<ImportChoice, 'messageTypes' | 'otherMessageType'> => {
  const byTopic: Record<string, MessageType> = {};
  let other: MessageType | undefined;
  for (const value of values) {
    const at = value.lastIndexOf('=');
    const type = value.slice(at + 1).toUpperCase();
    if (!isMessageType(type))
      throw rocketmqErrors.CLI_MESSAGE_TYPE_INVALID({ value, types: MESSAGE_TYPES.join(', ') });
    if (at > 0) byTopic[value.slice(0, at)] = type;
    else other = type;
  }
  return { messageTypes: byTopic, ...(other ? { otherMessageType: other } : {}) };
};

const wordOf = <W extends string>(option: string, value: string, words: readonly W[]): W => {
  const word = words.find((one) => one === value);
  if (word) return word;
  throw rocketmqErrors.CLI_WORD_INVALID({ option, value, words: words.join(', ') });
};

/**
 * The choice that the options make. Throws CLI_PATTERN_INVALID, CLI_QUEUES_INVALID, CLI_MASTERS_INVALID,
 * CLI_MESSAGE_TYPE_INVALID and CLI_WORD_INVALID.
 */
export const choiceOf = (options: ChoiceOptions): ImportChoice => {
  const { namespace, specialTopics, queues, sourceMasters, messageType, existing, whiteAddresses } = options;
  const topics = patterns('--topics', options.topics);
  const groups = patterns('--groups', options.groups);
  const users = options.users === false ? 'none' : patterns('--users', options.users);
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(topics ? { topics } : {}),
    ...(groups ? { groups } : {}),
    ...(users ? { users } : {}),
    ...(specialTopics ? { specialTopics } : {}),
    ...(queues === undefined ? {} : { queues: queuesOf(queues) }),
    ...(sourceMasters === undefined ? {} : { sourceMasters: mastersOf(sourceMasters) }),
    ...(messageType ? messageTypes(messageType) : {}),
    ...(existing === undefined
      ? {}
      : { existing: wordOf('--existing', existing, ['keep', 'overwrite'] as const) }),
    ...(whiteAddresses === undefined
      ? {}
      : {
          whiteAddresses: wordOf('--white-addresses', whiteAddresses, ['report', 'source-ips'] as const),
        }),
  };
};
