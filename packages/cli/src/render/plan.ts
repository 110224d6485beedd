import type { Language } from '@mqferry/core';
import type { ClusterFacts, ConfigNote, HeldConfig, MigrationPlan } from '@mqferry/replication';
import { type Texts, textsOf } from '../texts/texts.ts';
import { namesText } from './names.ts';
import { bytesText, grouped, sumBytesText, UNKNOWN } from './numbers.ts';
import { type PlanView, type TopicView, viewOfPlan } from './plan-view.ts';
import type { Colors } from './screen.ts';
import { table } from './table.ts';

const accepted = ({ topics }: PlanView): TopicView[] => topics.filter(({ mode }) => mode !== 'refused');

const clusterLines = (
  { source, target }: { readonly source: ClusterFacts; readonly target: ClusterFacts },
  t: Texts,
): string[] => {
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

const topicTable = ({ topics }: PlanView, t: Texts, colors: Colors): string[] =>
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
    topics.map((topic) => {
      const { source, target } = topic.replicationFactor;
      return [
        topic.topic,
        topic.mode === 'refused' ? colors.red(t('plan.action.refused')) : t(`plan.action.${topic.action}`),
        grouped(topic.partitions),
        source === target ? String(source) : `${source} → ${target}`,
        topic.cleanupPolicy,
        topic.mode === 'refused' ? UNKNOWN : bytesText(topic.bytesToCopy),
        t(`plan.mode.${topic.mode}`),
      ];
    }),
    colors.bold,
  );

/** What several topics have in common, with their names: one line instead of one per topic. */
const grouping = <T>(
  topics: readonly TopicView[],
  itemsOf: (topic: TopicView) => readonly T[],
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

const offsetLines = (plan: PlanView, t: Texts): string[] => {
  const topics = accepted(plan);
  if (topics.length === 0) return [];
  const holey = topics.filter(({ holes }) => holes > 0n);
  return [
    '',
    ...(topics.some(({ mode }) => mode !== 'mapped') ? [t('plan.modeWhy.identity')] : []),
    ...topics
      .filter(({ filled }) => filled > 0n)
      .map(({ topic, filled }) => `  ${t('plan.filled', { topic, offsets: grouped(filled) })}`),
    ...holey.map(({ topic, holes }) => `  ${t('plan.holes', { topic, holes: grouped(holes) })}`),
    ...topics
      .filter(({ blanks }) => blanks > 0n)
      .map(({ topic, blanks }) => `  ${t('plan.blanks', { topic, blanks: grouped(blanks) })}`),
    ...topics
      .filter(({ addedPartitions }) => addedPartitions > 0)
      .map(
        ({ topic, addedPartitions, partitions }) =>
          `  ${t('plan.added', { topic, added: grouped(addedPartitions), partitions: grouped(partitions) })}`,
      ),
    ...topics.flatMap(({ gaps }) => gaps).map((gap) => `  ${gap}`),
    ...topics
      .filter(({ mode, present }) => mode !== 'mapped' && present > 0n)
      .map(({ topic, present }) => `  ${t('plan.continued', { topic, offsets: grouped(present) })}`),
  ];
};

/** What becomes of topics that do not keep their offsets, and why they do not. */
const mappedLines = (plan: PlanView, t: Texts): string[] => {
  const mapped = accepted(plan).filter(({ mappedBecause }) => mappedBecause);
  if (mapped.length === 0) return [];
  return [
    '',
    t('plan.modeWhy.mapped', { place: t(`plan.mapsIn.${plan.mapsIn}`) }),
    ...mapped.map(({ topic, mappedBecause }) => `  ${t('plan.mapped', { topic, reason: mappedBecause! })}`),
  ];
};

const heldLines = (plan: PlanView, t: Texts): string[] => {
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

const noteLines = (plan: PlanView, t: Texts): string[] => {
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

const leftOutLines = ({ leftOut }: PlanView, t: Texts): string[] =>
  leftOut.length === 0 ? [] : ['', t('plan.leftOut', { topics: namesText(leftOut, t) })];

const groupLines = ({ groups }: PlanView, t: Texts): string[] => [
  '',
  groups.length === 0
    ? t('plan.noGroups')
    : t('plan.groups', { count: grouped(groups.length), groups: namesText(groups, t) }),
];

const unitLines = ({ units }: PlanView, t: Texts): string[] =>
  units.length === 0 ? [] : ['', t('plan.unitsTitle'), ...units.map((unit) => `  ${unit}`)];

const totalLine = (plan: PlanView, t: Texts): string => {
  const topics = accepted(plan);
  const places = {
    topics: grouped(topics.length),
    created: grouped(topics.filter(({ action }) => action !== 'continue').length),
    partitions: grouped(topics.reduce((total, { partitions }) => total + partitions, 0)),
    bytes: sumBytesText(topics.map(({ bytesToCopy }) => bytesToCopy)),
  };
  const refused = plan.topics.length - topics.length;
  return refused === 0
    ? t('plan.total', places)
    : t('plan.totalRefused', { ...places, refused: grouped(refused) });
};

/** Every refusal with what to do about it; empty when there is none. */
export const refusalsOfView = ({ refusals }: PlanView, t: Texts, colors: Colors): string[] => {
  if (refusals.length === 0) return [];
  return [
    colors.red(t('plan.refusalsTitle')),
    ...refusals.flatMap(({ code, text, advice }) => [
      `  ${text} ${colors.dim(`[${code}]`)}`,
      `    ${t('error.advice', { text: advice })}`,
    ]),
  ];
};

/** The plan in full; `apply` says how to carry it out, where nothing is refused. */
export const linesOfView = (view: PlanView, apply: string, t: Texts, colors: Colors): string[] => {
  const refusals = refusalsOfView(view, t, colors);
  const warnings = view.warnings.map((text) => colors.yellow(t('warning.head', { text })));
  return [
    colors.bold(t('plan.title')),
    '',
    ...clusterLines(view, t),
    '',
    ...topicTable(view, t, colors),
    ...offsetLines(view, t),
    ...mappedLines(view, t),
    ...heldLines(view, t),
    ...noteLines(view, t),
    ...leftOutLines(view, t),
    ...groupLines(view, t),
    ...unitLines(view, t),
    ...(warnings.length > 0 ? ['', ...warnings] : []),
    ...(refusals.length > 0 ? ['', ...refusals] : []),
    '',
    totalLine(view, t),
    ...(refusals.length === 0 ? [apply] : []),
  ];
};

/** The plan in one paragraph. */
export const shortLinesOfView = (view: PlanView, t: Texts): string[] => [
  ...clusterLines(view, t),
  totalLine(view, t),
  ...mappedLines(view, t),
  ...(view.groups.length > 0 ? groupLines(view, t).slice(1) : []),
];

/** Every refusal of a plan that this process has made, with what to do about it. */
export const refusalLines = (plan: MigrationPlan, language: Language, colors: Colors): string[] =>
  refusalsOfView(viewOfPlan(plan, language), textsOf(language), colors);

/** The plan in full, as --dry-run prints it. */
export const planLines = (plan: MigrationPlan, language: Language, colors: Colors): string[] => {
  const t = textsOf(language);
  return linesOfView(viewOfPlan(plan, language), t('plan.apply'), t, colors);
};

/** The plan in one paragraph, as `migrate` announces what it begins now. */
export const shortPlanLines = (plan: MigrationPlan, language: Language): string[] =>
  shortLinesOfView(viewOfPlan(plan, language), textsOf(language));
