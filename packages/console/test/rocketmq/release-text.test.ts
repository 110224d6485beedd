import { expect, test } from 'vitest';
import { releaseText } from '../../src/rocketmq/release-text.ts';

test.each([
  ['V4_9_7', '4.9.7'],
  ['V5_5_0', '5.5.0'],
  ['V5_0_0_SNAPSHOT', '5.0.0-SNAPSHOT'],
  ['HIGHER_VERSION', 'HIGHER_VERSION'],
  [null, '–'],
])('%s is shown as %s', (version, text) => {
  expect(releaseText(version)).toBe(text);
});
