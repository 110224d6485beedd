import { problem } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import type { SeamlessLogEntry } from '../../api/types.ts';
import type { Tone } from '../../parts/tone.ts';
import { motionsOf } from '../../seamless/motions.ts';
import type { Texts } from '../../texts/texts.ts';

/** What this console has words for; other things that happened are shown by their names. */
const TYPES = [...(['created', 'step', 'paused', 'resumed', 'completed', 'gateway', 'topics'] as const)];

/** The same of what came with them. */
const DETAILS = [
  ...(['by', 'motion', 'topics', 'forced', 'added', 'removed', 'gateway', 'address'] as const),
];

const TONES: Readonly<Partial<Record<string, Tone>>> = {
  step: 'busy',
  paused: 'paused',
  resumed: 'good',
  completed: 'good',
};

const NAMES_SHOWN = 5;

type Detail = SeamlessLogEntry['details'][string];

const isProblem = (value: Detail): boolean => problem.safeParse(value).success;

const problemIn = ({ details }: SeamlessLogEntry) =>
  Object.values(details)
    .map((value) => problem.safeParse(value))
    .find(({ success }) => success)?.data;

const isNothing = (value: Detail): boolean => value === null || (Array.isArray(value) && value.length === 0);

const plain = (value: unknown, t: Texts): string => {
  const motion = motionsOf('proxy').find((each) => each === value);
  if (motion) return t(`seamless.motion.${motion}`);
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const detailText = (name: string, value: Detail, t: Texts): string => {
  const known = DETAILS.find((each) => each === name);
  const all = Array.isArray(value) ? value : [value];
  const more = all.length - NAMES_SHOWN;
  const shown = more <= 1 ? all : all.slice(0, NAMES_SHOWN);
  return t('seamless.detail', {
    name: known ? t(`seamless.detail.${known}`) : name,
    value: [
      ...shown.map((each) => plain(each, t)),
      ...(more <= 1 ? [] : [t('names.more', { count: more })]),
    ].join(', '),
  });
};

/** What an entry means for whoever is on call. */
export const logTone = (entry: SeamlessLogEntry): Tone =>
  problemIn(entry) ? 'warn' : (TONES[entry.type] ?? 'idle');

/** What happened, with everything that came with it. */
export const seamlessLogText = (entry: SeamlessLogEntry, t: Texts, language: Language): string => {
  const { type, details } = entry;
  const known = TYPES.find((each) => each === type);
  const told = problemIn(entry);
  return [
    known ? t(`seamless.log.${known}`) : type.replaceAll(/[-_]/gu, ' '),
    ...(told ? [`${told.message[language]} [${told.code}]`] : []),
    ...Object.entries(details)
      .filter(([, value]) => !isNothing(value) && !isProblem(value))
      .map(([name, value]) => detailText(name, value, t)),
  ].join(' · ');
};
