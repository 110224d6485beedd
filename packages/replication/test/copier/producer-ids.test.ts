import { describe, expect, it } from 'vitest';
import {
  generationOf,
  inGeneration,
  isProducers,
  LAST_GENERATION,
  ofAnyGeneration,
  producerIdMap,
  sequenceAt,
} from '../../src/copier/producer-ids.ts';

describe('producer ids', () => {
  const ids = producerIdMap('VnLcbeuwR6OU8cTm6Y7Z0A');

  it('lie where no broker hands any out, apart for each source', () => {
    const other = producerIdMap('bG4vnOMM7VnNPQTJWHXJoA');
    for (const id of [ids.own, ids.filler, ids.toTarget(0n), ids.toTarget(4711n)]) {
      expect(id).toBeGreaterThanOrEqual(2n ** 60n);
      expect(id).toBeLessThan(2n ** 63n);
    }
    expect(new Set([ids.own, ids.filler, ids.toTarget(0n), other.own, other.toTarget(0n)]).size).toBe(5);
  });

  it('pass unmapped when there is none, or when they were mapped before', () => {
    expect(ids.toTarget(-1n)).toBe(-1n);
    expect(producerIdMap('another').toTarget(ids.toTarget(7n))).toBe(ids.toTarget(7n));
  });

  it('are refused beyond the room of one source', () => {
    expect(() => ids.toTarget(1n << 36n)).toThrow(RangeError);
  });
});

describe('generations', () => {
  const ids = producerIdMap('VnLcbeuwR6OU8cTm6Y7Z0A');

  it('tell apart what a producer wrote before and after it began anew', () => {
    const first = ids.toTarget(7n);
    const last = inGeneration(first, LAST_GENERATION);
    expect([generationOf(first), generationOf(last)]).toEqual([0, LAST_GENERATION]);
    expect([first, last].map(ofAnyGeneration)).toEqual([first, first]);
    expect([first, last].map(isProducers)).toEqual([true, true]);
  });

  it('are not for the copier’s own ids', () => {
    for (const id of [ids.own, ids.filler, ids.marker, 7n]) {
      expect(isProducers(id)).toBe(false);
      expect(ofAnyGeneration(id)).toBe(id);
    }
  });
});

describe('sequence numbers', () => {
  it('wrap where Kafka’s do', () => {
    expect(sequenceAt(5n)).toBe(5);
    expect(sequenceAt(2n ** 31n - 1n)).toBe(2 ** 31 - 1);
    expect(sequenceAt(2n ** 31n)).toBe(0);
  });
});

it('ids of one source are told from those of another, and from what brokers hand out', () => {
  const [ours, theirs] = [producerIdMap('a'), producerIdMap('b')];
  for (const id of [
    ours.own,
    ours.filler,
    ours.marker,
    ours.toTarget(7n),
    inGeneration(ours.toTarget(7n), 3),
  ]) {
    expect(ours.isFromSource(id)).toBe(true);
    expect(theirs.isFromSource(id)).toBe(false);
  }
  for (const id of [-1n, 0n, 7n]) expect(ours.isFromSource(id)).toBe(false);
});
