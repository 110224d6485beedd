import { describe, expect, test } from 'vitest';
import { merged, type Sample, sampleOf, withGaps, withSample } from '../../src/live/rate-history.ts';

const HOUR = 3_600_000;

const at = (ms: number): Sample => ({ at: ms, recordsPerSecond: 1, bytesPerSecond: 2, lag: 3n });
const times = (samples: readonly Sample[]): number[] => samples.map((sample) => sample.at);

describe('rates over time', () => {
  test('are read from what the API tells', () => {
    const told = { at: '1970-01-01T00:00:01.000Z', recordsPerSecond: null, bytesPerSecond: 2, lag: 5n };
    expect(sampleOf(told)).toEqual({ at: 1000, recordsPerSecond: null, bytesPerSecond: 2, lag: 5n });
  });

  test('are those of one hour', () => {
    expect(times(withSample([at(0), at(1000), at(HOUR)], at(HOUR + 1000)))).toEqual([HOUR, HOUR + 1000]);
  });

  test('are each taken once, also when the stream tells what is known', () => {
    expect(times(merged([at(1), at(2)], [at(2), at(3)]))).toEqual([1, 2, 3]);
  });

  test('have a gap where nothing was heard for long', () => {
    const drawn = withGaps([at(0), at(10_000), at(90_000)]);
    expect(times(drawn)).toEqual([0, 10_000, 10_001, 90_000]);
    expect(drawn[2]).toMatchObject({ bytesPerSecond: null, lag: null });
  });
});
