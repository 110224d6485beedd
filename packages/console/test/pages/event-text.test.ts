import { apiErrors, problemOf } from '@mqferry/api';
import { describe, expect, test } from 'vitest';
import { eventText, eventTone } from '../../src/pages/migration/events/event-text.ts';
import { english } from '../../src/texts/english.ts';
import { textsBy } from '../../src/texts/texts.ts';

const t = textsBy(
  (key, { replace }) =>
    (english as Record<string, string>)[key]!.replace(/\{(\w+)\}/gu, (_, name: string) => replace[name]!),
  'en',
);
const event = (type: string, details: object) =>
  ({ id: 1, at: '2026-11-22T08:00:00.000Z', type, details }) as Parameters<typeof eventText>[0];

describe('events', () => {
  test('that are known have a sentence, in which nothing is made up', () => {
    expect(eventText(event('topic-created', { topic: 'a', partitions: 3 }), t, 'en')).toBe(
      'Created topic a, partitions: 3',
    );
    expect(eventText(event('topic-created', { topic: 'a' }), t, 'en')).toBe('Created topic a, partitions: –');
  });

  test('tell a problem in the language of the reader', () => {
    const error = problemOf(apiErrors.API_COPY_DIED({ reason: 'killed' }));
    const stopped = event('partition-stopped', { topic: 'a', partition: 4, error });
    expect(eventText(stopped, t, 'zh')).toContain('复制进程已结束：killed');
    expect(eventTone(stopped)).toBe('bad');
  });

  test('that are not known are told by their names and details', () => {
    expect(eventText(event('something-new', { who: 'wei', topics: ['a', 'b'] }), t, 'en')).toBe(
      'something new · who: wei · topics: a, b',
    );
    expect(eventTone(event('something-new', {}))).toBe('idle');
  });
});
