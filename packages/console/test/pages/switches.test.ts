import { describe, expect, test } from 'vitest';
import { evidenceText } from '../../src/pages/migration/switches/gate-text.ts';
import { incompleteUnits } from '../../src/pages/migration/switches/incomplete-units.ts';
import { stagesOf } from '../../src/pages/migration/switches/switch-stages.ts';

const placesOf = (...given: Parameters<typeof stagesOf>) =>
  stagesOf(...given).map(({ stage, place }) => `${stage} ${place}`);

describe('switches', () => {
  test('show the way there, and the way back only when it is taken', () => {
    expect(placesOf('stopping')).toEqual(['stopping here', 'on-target ahead']);
    expect(placesOf('on-target')).toEqual(['stopping behind', 'on-target here']);
    expect(placesOf('returning')).toEqual([
      ...['stopping behind', 'on-target behind', 'returning here', 'returned ahead'],
    ]);
    expect(placesOf('aborted')).toEqual(['stopping behind', 'aborted here']);
  });

  test('name what would be left behind of a unit', () => {
    const unit = { topics: ['a', 'b', 'c'], bonds: [] };
    const alone = { topics: ['d'], bonds: [] };
    expect(incompleteUnits([unit, alone], ['a', 'd'])).toEqual([{ unit, missing: ['b', 'c'] }]);
    expect(incompleteUnits([unit, alone], ['a', 'b', 'c'])).toEqual([]);
    expect(incompleteUnits([unit], ['d'])).toEqual([]);
  });

  test('group the digits of numbers in the evidence, and not those of ids', () => {
    expect(evidenceText({ name: 'lag', value: '8412332190' }, 'en')).toBe('8,412,332,190');
    expect(evidenceText({ name: 'producerId', value: '41002' }, 'en')).toBe('41002');
    expect(evidenceText({ name: 'open', value: true }, 'en')).toBe('true');
  });
});
