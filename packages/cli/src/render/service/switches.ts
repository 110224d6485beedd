import type { Language } from '@mqferry/core';
import type { Context } from '../../context.ts';
import type { TrafficSwitch } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { namesText } from '../names.ts';
import { grouped } from '../numbers.ts';
import type { Colors } from '../screen.ts';
import { wrappedTable } from '../table.ts';
import { wrap } from '../width.ts';
import { momentText } from './moment.ts';

type Gate = TrafficSwitch['gates'][number];

/** So much of an id as tells the switches of a migration apart, and is short enough to be typed. */
export const shortId = (id: string): string => id.slice(0, 8);

const seenText = ({ evidence, reason }: Gate, language: Language): string =>
  reason
    ? reason.message[language]
    : evidence.map(({ label, value }) => `${label[language]} ${value}`).join(', ');

const STYLES = { pass: 'green', fail: 'red', error: 'red' } as const;

const standingText = ({ standing }: Gate, t: Texts, colors: Colors): string => {
  const text = t(`gate.standing.${standing}`);
  const style = STYLES[standing as keyof typeof STYLES];
  return style ? colors[style](text) : text;
};

const gatesTable = (gates: readonly Gate[], { out, language, t }: Context): string[] =>
  wrappedTable(
    out.width,
    [{ title: t('column.gate') }, { title: t('column.result') }, { title: t('column.evidence') }],
    gates.map((gate) => [gate.name[language], standingText(gate, t, out.colors), seenText(gate, language)]),
    out.colors.bold,
  );

const wayBackLines = (wayBack: TrafficSwitch['wayBack'], { out, language, t }: Context): string[] => {
  if (!wayBack) return [];
  const { open, until, reason, lag } = wayBack;
  const told = [
    t(open ? 'switch.wayBackOpen' : 'switch.wayBackClosed', { reason: reason[language] }),
    ...(until === null ? [] : [t('switch.wayBackUntil', { until: momentText(until) })]),
    ...(open && lag !== null ? [t('switch.wayBackLag', { lag: grouped(lag) })] : []),
  ];
  return told.flatMap((line) => wrap(line, out.width));
};

/** While a switch is under way. */
const denialLines = ({ stage, denyWrites }: TrafficSwitch, t: Texts): string[] =>
  denyWrites && (stage === 'stopping' || stage === 'returning') ? [t('switch.producersDenied')] : [];

/** What is to be done about the first condition that is not met. */
const toDoLines = (gates: readonly Gate[], { out, language, t }: Context): string[] => {
  const first = gates.find(({ standing }) => standing !== 'pass');
  return first ? ['', ...wrap(t('switch.toDo', { toDo: first.toDo[language] }), out.width)] : [];
};

const switchLines = (one: TrafficSwitch, context: Context): string[] => {
  const { out, language, t } = context;
  const { id, stage, topics, createdBy, createdAt, gates, wayBack, now } = one;
  return [
    out.colors.bold(t('switch.head', { id: shortId(id), stage: t(`switch.stage.${stage}`) })),
    t('switch.who', { by: createdBy, at: momentText(createdAt), topics: namesText(topics, t) }),
    ...wrap(now[language], out.width),
    ...denialLines(one, t),
    ...wayBackLines(wayBack, context),
    ...(gates.length === 0 ? [] : ['', ...gatesTable(gates, context)]),
    ...toDoLines(gates, context),
  ];
};

/** The switches of a migration, each with the conditions that its next step waits for. */
export const switchesLines = (switches: readonly TrafficSwitch[], context: Context): string[] =>
  switches.length === 0
    ? [context.t('switch.none')]
    : switches.flatMap((one, index) => [...(index === 0 ? [] : ['']), ...switchLines(one, context)]);
