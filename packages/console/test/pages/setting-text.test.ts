import { expect, test } from 'vitest';
import { settingsOf, settingText } from '../../src/pages/import/setting-text.ts';

test.each([
  ['SINGLE_TAG', 'SINGLE_TAG'],
  [16, '16'],
  [null, 'null'],
  [['Pub', 'Sub'], '["Pub","Sub"]'],
  [undefined, '–'],
])('%o is shown as %s', (value, text) => {
  expect(settingText(value)).toBe(text);
});

test('settings within others have both names', () => {
  expect(settingsOf({ perm: 6, attributes: { 'message.type': 'FIFO' }, empty: {} })).toEqual([
    ['perm', '6'],
    ['attributes.message.type', 'FIFO'],
    ['empty', '{}'],
  ]);
  expect(settingsOf('a text')).toEqual([]);
});
