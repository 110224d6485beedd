import { describe, expect, test } from 'vitest';
import { positionText, railOf } from '../../src/seamless/states.ts';
import type { Texts } from '../../src/texts/texts.ts';

const t = ((key: string, places?: object) => (places ? `${key} ${JSON.stringify(places)}` : key)) as Texts;

describe('railOf', () => {
  test('an ordinary topic goes through five states', () => {
    expect(railOf({ kind: 'ordinary', state: 'initial' })).toHaveLength(5);
  });

  test('an ordered topic passes by another state on its way back', () => {
    expect(railOf({ kind: 'ordered', state: 'done' })[2]).toBe('switching');
    expect(railOf({ kind: 'ordered', state: 'returning' })[2]).toBe('returning');
  });
});

describe('positionText', () => {
  test('ordered topics are not read on both sides, and held writes are told', () => {
    expect(positionText({ kind: 'ordinary', state: 'dual-read', held: false }, t)).toBe(
      'seamless.state.dual-read',
    );
    expect(positionText({ kind: 'ordered', state: 'dual-read', held: false }, t)).toBe(
      'seamless.state.connected',
    );
    expect(positionText({ kind: 'ordered', state: 'switching', held: true }, t)).toContain(
      'seamless.state.switching',
    );
  });
});
