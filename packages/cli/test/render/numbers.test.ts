import { expect, test } from 'vitest';
import { bytesText, durationText, grouped, percentText, sumBytesText } from '../../src/render/numbers.ts';
import { textsOf } from '../../src/texts/texts.ts';

test('numbers are grouped, 64-bit ones too', () => {
  expect(grouped(9_223_372_036_854_775_807n)).toBe('9,223,372,036,854,775,807');
  expect(grouped(999)).toBe('999');
});

test.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [1024, '1.0 KiB'],
  [1_048_575, '1.0 MiB'],
  [13_000_000_000n, '12.1 GiB'],
  [undefined, '–'],
])('%s bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test('a sum with an unknown part says so', () => {
  expect(sumBytesText([1024n, 1024n])).toBe('2.0 KiB');
  expect(sumBytesText([1024n, undefined])).toBe('≥ 1.0 KiB');
  expect(sumBytesText([undefined])).toBe('–');
  expect(sumBytesText([])).toBe('0 B');
});

test.each([
  [0n, 0n, '100.0%'],
  [0n, 10n, '0.0%'],
  [9_999n, 10_000n, '99.9%'],
  [10_000n, 10_000n, '100.0%'],
])('%i of %i is %s', (done, total, text) => {
  expect(percentText(done, total)).toBe(text);
});

test.each([
  [0.4, '0 s', '0 秒'],
  [59.6, '1 min 00 s', '1 分 00 秒'],
  [3_725, '1 h 02 min', '1 小时 02 分'],
  [90_000, '1 d 1 h', '1 天 1 小时'],
])('%d seconds', (seconds, en, zh) => {
  expect(durationText(seconds, textsOf('en'))).toBe(en);
  expect(durationText(seconds, textsOf('zh'))).toBe(zh);
});
