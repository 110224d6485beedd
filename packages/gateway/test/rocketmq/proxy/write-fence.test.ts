import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WriteFence } from '../../../src/rocketmq/proxy/write-fence.ts';
import type { RoutingTable, Side } from '../../../src/rocketmq/routing-table.ts';
import { routing } from './fake-broker.ts';

const judge = (...[table, side, topic]: [RoutingTable, Side, string]) =>
  new WriteFence(table, 0).judge(side, topic);

describe('a write', () => {
  it.each([
    ['read-write', 'pass', 'hold'],
    ['write', 'pass', 'hold'],
    ['read', 'refuse', 'hold'],
    ['connect', 'refuse', 'hold'],
    ['none', 'refuse', 'refuse'],
  ] as const)('of a topic that is shown for %s comes to %s, or %s where it is held', (access, free, held) => {
    const topics = { topic: { source: access, target: 'none' } } as const;
    expect(judge(routing(topics), 'source', 'topic')).toBe(free);
    expect(judge(routing(topics, { held: ['topic'] }), 'source', 'topic')).toBe(held);
  });

  it('of a topic that is in no table goes to the source only', () => {
    expect(judge(routing(), 'source', 'topic')).toBe('pass');
    expect(judge(routing(), 'target', 'topic')).toBe('refuse');
  });

  it('of messages that failed goes where they failed', () => {
    for (const topic of ['%RETRY%group', '%DLQ%group']) {
      expect(judge(routing({}, { held: [topic] }), 'target', topic)).toBe('pass');
    }
  });

  describe('where producers might write until now', () => {
    const switched = { topic: { source: 'read', target: 'read-write' } } as const;
    const both = { topic: { source: 'read-write', target: 'read-write' } } as const;

    const fenceWith = (table: RoutingTable) => {
      vi.useFakeTimers({ toFake: ['performance'] });
      onTestFinished(() => void vi.useRealTimers());
      return new WriteFence(table, 100);
    };
    const atSource = (fence: WriteFence) => fence.judge('source', 'topic');

    it('passes until all of them have had a new route', () => {
      const fence = fenceWith(routing(both));
      fence.serve(routing(switched));
      expect(atSource(fence)).toBe('pass');
      vi.advanceTimersByTime(99);
      // Another table in between begins nothing anew.
      fence.serve(routing(switched));
      expect(atSource(fence)).toBe('pass');
      vi.advanceTimersByTime(1);
      expect(atSource(fence)).toBe('refuse');
      fence.serve(routing(switched));
      expect(atSource(fence)).toBe('refuse');
    });

    it('passes anew when the topic came back in between', () => {
      const fence = fenceWith(routing(both));
      fence.serve(routing(switched));
      vi.advanceTimersByTime(60);
      fence.serve(routing(both));
      fence.serve(routing(switched));
      vi.advanceTimersByTime(60);
      expect(atSource(fence)).toBe('pass');
    });

    it('is refused at once when writes were held', () => {
      const fence = fenceWith(routing(both, { held: ['topic'] }));
      expect(atSource(fence)).toBe('hold');
      fence.serve(routing(switched));
      expect(atSource(fence)).toBe('refuse');
    });

    it('is refused at once by a gateway that has just begun', () => {
      expect(atSource(fenceWith(routing(switched)))).toBe('refuse');
    });
  });
});
