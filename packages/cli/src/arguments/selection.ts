import type { TopicMetadata } from '@mqferry/kafka';
import { isOfBrokers, type Selection } from '@mqferry/replication';
import { cliErrors } from '../cli-errors.ts';
import { commandLine } from './command-line.ts';
import { nearestNames } from './nearest-names.ts';
import { parsePattern } from './pattern.ts';

/** The options that choose topics and groups, as given. */
export interface SelectionOptions {
  readonly topics?: string;
  readonly exclude?: string;
  readonly groups?: string;
}

/** Reads the patterns. Throws CLI_PATTERN_INVALID. */
export const parseSelection = ({ topics, exclude, groups }: SelectionOptions): Selection => ({
  ...(topics === undefined ? {} : { topics: parsePattern('--topics', topics) }),
  ...(exclude === undefined ? {} : { exclude: parsePattern('--exclude', exclude) }),
  ...(groups === undefined ? {} : { groups: parsePattern('--groups', groups) }),
});

/**
 * Throws CLI_NO_TOPIC_MATCHES, with the nearest names, when a pattern for topics is given and none matches;
 * CLI_TOPIC_OF_BROKERS when it matches none but the brokers' own.
 */
export const requireMatch = (
  options: SelectionOptions & { readonly from?: string; readonly fromConfig?: string },
  selection: Selection,
  topics: Iterable<Pick<TopicMetadata, 'name' | 'isInternal'>>,
): void => {
  const pattern = selection.topics;
  const { own = [], others = [] } = Object.groupBy(topics, (topic) =>
    isOfBrokers(topic) ? 'own' : 'others',
  );
  const names = others.map(({ name }) => name);
  if (!pattern || names.some((name) => pattern.test(name))) return;
  const matched = own.map(({ name }) => name).filter((name) => pattern.test(name));
  if (matched.length > 0) throw cliErrors.CLI_TOPIC_OF_BROKERS({ topics: matched.join(', ') });
  throw cliErrors.CLI_NO_TOPIC_MATCHES({
    pattern: options.topics!,
    nearest: nearestNames(options.topics!, names).join(', ') || '–',
    command: commandLine('topics', { from: options.from, 'from-config': options.fromConfig }),
  });
};
