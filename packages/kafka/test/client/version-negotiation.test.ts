import { expect, it } from 'vitest';
import { HIGHEST_TESTED_VERSION } from '../../src/client/tested-versions.ts';
import { negotiate } from '../../src/client/version-negotiation.ts';
import { allApis, Fetch } from '../../src/protocol/generated/index.ts';

const offer = (min: number, max: number) => new Map([[Fetch.key, { min, max }]]);

it('speaks the highest version that both sides know', () => {
  expect(negotiate(Fetch, offer(0, 5), 'b:1', 12)).toBe(5);
  expect(negotiate(Fetch, offer(4, 18), 'b:1', 12)).toBe(12);
  expect(negotiate(Fetch, offer(12, 18), 'b:1', 12)).toBe(12);
});

it('says which versions each side has when there is none in common', () => {
  const refusal = (offered: string, known: string) =>
    expect.objectContaining({
      code: 'KAFKA_VERSION_UNSUPPORTED',
      parameters: { broker: 'b:1', api: 'Fetch', offered, known },
    });
  expect(() => negotiate(Fetch, offer(13, 18), 'b:1', 12)).toThrow(refusal('13–18', '0–12'));
  expect(() => negotiate(Fetch, new Map(), 'b:1', 12)).toThrow(refusal('none', '0–12'));
  expect(() => negotiate(Fetch, offer(0, 5), 'b:1', -1)).toThrow(refusal('0–5', 'none'));
});

it('has tested no version that the codecs do not know', () => {
  const known = new Map(allApis.map(({ name, maxVersion }) => [name, maxVersion]));
  const beyond = Object.entries(HIGHEST_TESTED_VERSION).filter(
    ([api, version]) => !(version <= (known.get(api) ?? -1)),
  );
  expect(beyond).toEqual([]);
});
