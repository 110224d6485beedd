import { expect, test } from 'vitest';
import { releaseName, releaseNumber } from '../../src/protocol/release.ts';
import { RELEASES } from '../message/read-vectors.ts';
import { readFrameVectors } from './read-frame-vectors.ts';

test.each(RELEASES)('every release from 4.0.0 on that %s knows has its name', (release) => {
  const { releases } = readFrameVectors(release);
  const first = releases.indexOf('V4_0_0_SNAPSHOT');
  const names = releases.filter((name) => name !== 'HIGHER_VERSION');
  expect(names.map((_, version) => releaseName(version))).toEqual(
    names.map((name, version) => (version < first ? undefined : name)),
  );
});

test('what is no release has no name', () => {
  expect([-1, 0, 612, 70_000].map(releaseName)).toEqual([undefined, undefined, undefined, undefined]);
});

test('a release that is written with dots has its number', () => {
  expect(['4.9.7', '5.2.0', '5.5.0'].map((text) => releaseName(releaseNumber(text)!))).toEqual([
    'V4_9_7',
    'V5_2_0',
    'V5_5_0',
  ]);
  expect(['', '1.0.8', '5.2', '5.2.10', 'v5.2.0'].map(releaseNumber)).toEqual(Array(5).fill(undefined));
});
