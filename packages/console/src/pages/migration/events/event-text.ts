import { problem } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import type { MigrationEvent } from '../../../api/types.ts';
import { UNKNOWN } from '../../../format/numbers.ts';
import type { Tone } from '../../../parts/tone.ts';
import type { PlainKey, TextKey, Texts } from '../../../texts/texts.ts';

/** The details that the text of each known event has places for. */
const PLACES = {
  'config-held': ['topic', 'name', 'value'],
  'config-restored': ['topic', 'name', 'value'],
  'groups-synced': ['offsets'],
  'copy-failed': ['reason'],
  'checkpoint-failed': ['reason'],
  'topic-created': ['topic', 'partitions'],
  'topic-found': ['topic', 'partitions'],
  'topic-refused': ['topic', 'reason'],
  'partitions-added': ['topic', 'added', 'partitions'],
  'gap-accepted': ['topic', 'partition', 'records', 'from', 'to'],
  'groups-found': ['groups'],
  'topics-paused': ['topics'],
  'topics-resumed': ['topics'],
  'topics-removed': ['topics'],
  'unit-split': ['topics', 'left', 'bonds'],
  'partitions-taken': ['partitions'],
  'partitions-given-up': ['partitions'],
  'partition-differs': ['topic', 'partition'],
  'partition-unverifiable': ['topic', 'partition', 'reason'],
  'partition-recovering': ['topic', 'partition', 'reason'],
  'partition-stopped': ['topic', 'partition', 'reason'],
} as const;

type KnownEvent = keyof typeof PLACES;

const TONES: Readonly<Partial<Record<KnownEvent, Tone>>> = {
  'topic-refused': 'bad',
  'copy-failed': 'bad',
  'checkpoint-failed': 'warn',
  'partition-differs': 'bad',
  'partition-stopped': 'bad',
  'partition-unverifiable': 'warn',
  'partition-recovering': 'warn',
  'gap-accepted': 'warn',
  'unit-split': 'warn',
};

const NAMES_SHOWN = 5;

const isKnown = (type: string): type is KnownEvent => Object.hasOwn(PLACES, type);

/** What an event means for whoever is on call. */
export const eventTone = ({ type, details }: MigrationEvent): Tone => {
  const known = isKnown(type) ? TONES[type] : undefined;
  return known ?? (reasonIn(details) ? 'warn' : 'idle');
};

const reasonIn = (details: MigrationEvent['details']) =>
  [details.error, details.problem].map((value) => problem.safeParse(value)).find(({ success }) => success)
    ?.data;

const plainText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const valueText = (value: unknown, t: Texts): string => {
  if (!Array.isArray(value)) return plainText(value);
  const names = value.map(plainText);
  const more = names.length - NAMES_SHOWN;
  if (more <= 1) return names.join(', ');
  return `${names.slice(0, NAMES_SHOWN).join(', ')}, ${t('names.more', { count: more })}`;
};

/** A setting that is null is the default; one that belongs to no topic is of all brokers. */
const ABSENT: Readonly<Partial<Record<string, PlainKey>>> = {
  value: 'plan.default',
  topic: 'plan.allBrokers',
};

const placeText = (name: string, value: unknown, t: Texts): string => {
  if (value !== undefined && value !== null) return valueText(value, t);
  const absent = ABSENT[name];
  return absent ? t(absent) : UNKNOWN;
};

/** What an event says; one that this console does not know, by its name and what came with it. */
export const eventText = ({ type, details }: MigrationEvent, t: Texts, language: Language): string => {
  const told = reasonIn(details);
  const reason = told
    ? `${told.message[language]} [${told.code}]`
    : (details.reason ?? details.message ?? '–');
  if (isKnown(type)) {
    const given: MigrationEvent['details'] = { ...details, reason };
    const places = Object.fromEntries(PLACES[type].map((name) => [name, placeText(name, given[name], t)]));
    // The table above has the places of each text.
    return (t as (key: TextKey, places: object) => string)(`event.${type}`, places);
  }
  const others = Object.entries(details)
    .filter(([name, value]) => value !== null && !(told && (name === 'error' || name === 'problem')))
    .map(([name, value]) => `${name}: ${valueText(value, t)}`);
  return [type.replaceAll(/[-_]/gu, ' '), ...(told ? [String(reason)] : []), ...others].join(' · ');
};
