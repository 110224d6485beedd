import { describe, expect, it } from 'vitest';
import { judgeWrite } from '../../../src/rocketmq/proxy/write-fence.ts';
import { routing } from './fake-broker.ts';

describe('a write', () => {
  it.each([
    ['read-write', 'pass', 'hold'],
    ['write', 'pass', 'hold'],
    ['read', 'refuse', 'hold'],
    ['connect', 'refuse', 'hold'],
    ['none', 'refuse', 'refuse'],
  ] as const)('of a topic that is shown for %s comes to %s, or %s where it is held', (access, free, held) => {
    const topics = { topic: { source: access, target: 'none' } } as const;
    expect(judgeWrite(routing(topics), 'source', 'topic')).toBe(free);
    expect(judgeWrite(routing(topics, { held: ['topic'] }), 'source', 'topic')).toBe(held);
  });

  it('of a topic that is in no table goes to the source only', () => {
    expect(judgeWrite(routing(), 'source', 'topic')).toBe('pass');
    expect(judgeWrite(routing(), 'target', 'topic')).toBe('refuse');
  });

  it('of messages that failed goes where they failed', () => {
    for (const topic of ['%RETRY%group', '%DLQ%group']) {
      expect(judgeWrite(routing({}, { held: [topic] }), 'target', topic)).toBe('pass');
    }
  });
});
