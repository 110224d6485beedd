import type { Language } from '@mqferry/core';
import {
  type ConfigNote,
  type HeldConfig,
  type MigrationPlan,
  type PlanWarning,
  refusalsOf,
  type TopicPlan,
} from '@mqferry/replication';
import { type Texts, textsOf } from '../texts/texts.ts';
import { gapPlaces } from './gaps.ts';
import { bytesText, grouped, sumBytesText, UNKNOWN } from './numbers.ts';
import type { Colors } from './screen.ts';
import { table } from './table.ts';

const NAMES_SHOWN = 5;

/** Names joined, the first five of them when there are more. */
export const namesText = (names: readonly string[], t: Texts): string =>
  names.length <= NAMES_SHOWN + 1
    ? names.join(', ')
    : t('plan.more', {
        names: names.slice(0, NAMES_SHOWN).join(', '),
        count: grouped(names.length - NAMES_SHOWN),
      });

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Offsets of a topic that are on the target already. */
const presentOffsets = ({ partitions }: TopicPlan): bigint =>
  sum(partitions.map(({ sourceStart, targetEnd }) => larger(targetEnd - sourceStart, 0n)));

const sorted = (topics: readonly TopicPlan[]): TopicPlan[] =>
  [...topics].sort((a, b) => (a.topic < b.topic ? -1 : 1));

const accepted = ({ topics }: MigrationPlan): TopicPlan[] => sorted(topics).filter(({ refusal }) => !refusal);

const clusterLines = ({ source, target }: MigrationPlan, t: Texts): string[] => {
  const unknown = t('plan.unknown');
  return [
    t('plan.source', { id: source.clusterId ?? unknown, brokers: source.brokers }),
    t('plan.target', {
      id: target.clusterId ?? unknown,
      brokers: target.brokers,
      space: target.usableBytes === undefined ? unknown : bytesText(target.usableBytes),
    }),
  ];
};

const modeOf = ({ refusal, mode, transactions }: TopicPlan) =>
  refusal ? 'refused' : transactions === 'committed' ? 'committed' : mode;

const topicTable = ({ topics }: MigrationPlan, t: Texts, colors: Colors): string[] =>
  table(
    [
      { title: t('column.topic') },
      { title: t('column.action') },
      { title: t('column.partitions'), align: 'right' },
      { title: t('column.replicas') },
      { title: t('column.cleanup') },
      { title: t('column.toCopy'), align: 'right' },
      { title: t('column.offsets') },
    ],
    sorted(topics).map((topic) => {
      const { source, target } = topic.replicationFactor;
      return [
        topic.topic,
        topic.refusal ? colors.red(t('plan.action.refused')) : t(`plan.action.${topic.action}`),
        grouped(topic.partitions.length),
        source === target ? String(source) : `${source} → ${target}`,
        topic.cleanupPolicy,
        topic.refusal ? UNKNOWN : bytesText(topic.bytesToCopy),
        t(`plan.mode.${modeOf(topic)}`),
      ];
    }),
    colors.bold,
  );

/** What several topics have in common, with their names: one line instead of one per topic. */
const grouping = <T>(
  topics: readonly TopicPlan[],
  itemsOf: (topic: TopicPlan) => readonly T[],
): { item: T; names: string[] }[] => {
  const byContent = new Map<string, { item: T; names: string[] }>();
  for (const topic of topics) {
    for (const item of itemsOf(topic)) {
      const key = JSON.stringify(item);
      const found = byContent.get(key);
      if (found) found.names.push(topic.topic);
      else byContent.set(key, { item, names: [topic.topic] });
    }
  }
  return [...byContent.values()];
};

const offsetLines = (plan: MigrationPlan, t: Texts): string[] => {
  const topics = accepted(plan);
  if (topics.length === 0) return [];
  const filled = topics.filter(({ fillOffsets }) => fillOffsets > 0n);
  const holey = topics.filter(({ holes }) => holes > 0n);
  const present = topics.filter((topic) => topic.mode !== 'mapped' && presentOffsets(topic) > 0n);
  return [
    '',
    ...(topics.some(({ mode }) => mode !== 'mapped') ? [t('plan.modeWhy.identity')] : []),
    ...filled.map(
      ({ topic, fillOffsets }) => `  ${t('plan.filled', { topic, offsets: grouped(fillOffsets) })}`,
    ),
    ...holey.map(({ topic, holes }) => `  ${t('plan.holes', { topic, holes: grouped(holes) })}`),
    ...topics
      .filter(({ blanks }) => blanks > 0n)
      .map(({ topic, blanks }) => `  ${t('plan.blanks', { topic, blanks: grouped(blanks) })}`),
    ...topics
      .filter(({ addedPartitions }) => addedPartitions > 0)
      .map(
        ({ topic, addedPartitions, partitions }) =>
          `  ${t('plan.added', { topic, added: grouped(addedPartitions), partitions: grouped(partitions.length) })}`,
      ),
    ...topics.flatMap(({ gaps }) => gaps).map((gap) => `  ${t('plan.gap', gapPlaces(gap))}`),
    ...present.map(
      (topic) => `  ${t('plan.continued', { topic: topic.topic, offsets: grouped(presentOffsets(topic)) })}`,
    ),
  ];
};

/** What becomes of topics that do not keep their offsets, and why they do not. */
const mappedLines = (plan: MigrationPlan, language: Language): string[] => {
  const t = textsOf(language);
  const mapped = accepted(plan).filter(({ mappedBecause }) => mappedBecause);
  if (mapped.length === 0) return [];
  return [
    '',
    t('plan.modeWhy.mapped'),
    ...mapped.map(
      ({ topic, mappedBecause }) => `  ${t('plan.mapped', { topic, reason: mappedBecause!.text(language) })}`,
    ),
  ];
};

const heldLines = (plan: MigrationPlan, t: Texts): string[] => {
  const held = [
    ...plan.heldOnBrokers.map((item) => ({ item, names: [t('plan.allBrokers')] })),
    ...grouping<HeldConfig>(accepted(plan), (topic) => topic.held),
  ];
  if (held.length === 0) return [];
  return [
    '',
    t('plan.heldTitle'),
    ...held.map(
      ({ item: { name, during, after, reason }, names }) =>
        `  ${t('plan.held', {
          name,
          during,
          after: after ?? t('plan.default'),
          topics: namesText(names, t),
          reason: t(`plan.held.${reason}`),
        })}`,
    ),
  ];
};

const noteLines = (plan: MigrationPlan, t: Texts): string[] => {
  const notes = grouping<ConfigNote>(accepted(plan), (topic) => topic.notes);
  if (notes.length === 0) return [];
  return [
    '',
    t('plan.notesTitle'),
    ...notes.map(
      ({ item: { name, source, target, reason }, names }) =>
        `  ${t('plan.note', {
          name,
          source: source === undefined ? t('plan.unknown') : (source ?? t('plan.default')),
          target: target ?? t('plan.notCopied'),
          topics: namesText(names, t),
          reason: t(`plan.note.${reason}`),
        })}`,
    ),
  ];
};

/** What a warning may be about. */
const NO_PLACES = { source: '', target: '', topics: '', blanks: '', seconds: '' };

/** A warning's sentence. */
export const warningText = ({ code, topic, values }: PlanWarning, t: Texts): string =>
  t(`plan.warning.${code}`, { ...NO_PLACES, ...values, topic: topic ?? '' });

const leftOutLines = ({ leftOut }: MigrationPlan, t: Texts): string[] =>
  leftOut.length === 0 ? [] : ['', t('plan.leftOut', { topics: namesText(leftOut, t) })];

const groupLines = ({ groups }: MigrationPlan, t: Texts): string[] => [
  '',
  groups.length === 0
    ? t('plan.noGroups')
    : t('plan.groups', { count: grouped(groups.length), groups: namesText(groups, t) }),
];

const totalLine = (plan: MigrationPlan, t: Texts): string => {
  const topics = accepted(plan);
  const places = {
    topics: grouped(topics.length),
    created: grouped(topics.filter(({ action }) => action !== 'continue').length),
    partitions: grouped(topics.reduce((total, { partitions }) => total + partitions.length, 0)),
    bytes: sumBytesText(topics.map(({ bytesToCopy }) => bytesToCopy)),
  };
  const refused = plan.topics.length - topics.length;
  return refused === 0
    ? t('plan.total', places)
    : t('plan.totalRefused', { ...places, refused: grouped(refused) });
};

/** Every refusal with what to do about it; empty when there is none. */
export const refusalLines = (plan: MigrationPlan, language: Language, colors: Colors): string[] => {
  const t = textsOf(language);
  const refusals = refusalsOf(plan);
  if (refusals.length === 0) return [];
  return [
    colors.red(t('plan.refusalsTitle')),
    ...refusals.flatMap((refusal) => [
      `  ${refusal.text(language)} ${colors.dim(`[${refusal.code}]`)}`,
      `    ${t('error.advice', { text: refusal.advice(language) })}`,
    ]),
  ];
};

/** The plan in full, as --dry-run prints it. */
export const planLines = (plan: MigrationPlan, language: Language, colors: Colors): string[] => {
  const t = textsOf(language);
  const refusals = refusalLines(plan, language, colors);
  const warnings = plan.warnings.map((warning) =>
    colors.yellow(t('warning.head', { text: warningText(warning, t) })),
  );
  return [
    colors.bold(t('plan.title')),
    '',
    ...clusterLines(plan, t),
    '',
    ...topicTable(plan, t, colors),
    ...offsetLines(plan, t),
    ...mappedLines(plan, language),
    ...heldLines(plan, t),
    ...noteLines(plan, t),
    ...leftOutLines(plan, t),
    ...groupLines(plan, t),
    ...(warnings.length > 0 ? ['', ...warnings] : []),
    ...(refusals.length > 0 ? ['', ...refusals] : []),
    '',
    totalLine(plan, t),
    ...(refusals.length === 0 ? [t('plan.apply')] : []),
  ];
};

/** The plan in one paragraph, as `migrate` announces what it begins now. */
export const shortPlanLines = (plan: MigrationPlan, language: Language): string[] => {
  const t = textsOf(language);
  return [
    ...clusterLines(plan, t),
    totalLine(plan, t),
    ...mappedLines(plan, language),
    ...(plan.groups.length > 0 ? groupLines(plan, t).slice(1) : []),
  ];
};
