import { problem } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import type { SeamlessLogEntry } from '../../api/types.ts';
import type { Tone } from '../../parts/tone.ts';
import type { Texts } from '../../texts/texts.ts';

/** What this console has words for; other things that happened are shown by their names. */
const KNOWN = [...(['created', 'step', 'paused', 'resumed', 'completed', 'gateway', 'topics'] as const)];

const TONES: Readonly<Partial<Record<string, Tone>>> = {
  step: 'busy',
  paused: 'paused',
  resumed: 'good',
  completed: 'good',
};

const NAMES_SHOWN = 5;

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const valueText = (value: unknown, t: Texts): string => {
  if (!Array.isArray(value)) return plain(value);
  const more = value.length - NAMES_SHOWN;
  if (more <= 1) return value.map(plain).join(', ');
  return `${value.slice(0, NAMES_SHOWN).map(plain).join(', ')}, ${t('names.more', { count: more })}`;
};

const problemIn = ({ details }: SeamlessLogEntry) =>
  Object.values(details)
    .map((value) => problem.safeParse(value))
    .find(({ success }) => success)?.data;

/** What an entry means for whoever is on call. */
export const logTone = (entry: SeamlessLogEntry): Tone =>
  problemIn(entry) ? 'warn' : (TONES[entry.type] ?? 'idle');

/** What happened, with everything that came with it. */
export const seamlessLogText = (entry: SeamlessLogEntry, t: Texts, language: Language): string => {
  const { type, details } = entry;
  const known = KNOWN.find((each) => each === type);
  const told = problemIn(entry);
  const others = Object.entries(details)
    .filter(([, value]) => value !== null && !problem.safeParse(value).success)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([name, value]) => `${name}: ${valueText(value, t)}`);
  return [
    known ? t(`seamless.log.${known}`) : type.replaceAll(/[-_]/gu, ' '),
    ...(told ? [`${told.message[language]} [${told.code}]`] : []),
    ...others,
  ].join(' · ');
};
