import { expect, test } from 'vitest';
import { table } from '../../src/render/table.ts';
import { pad, widthOf, wrap } from '../../src/render/width.ts';

test('Chinese characters take two columns, colour codes none', () => {
  expect(widthOf('主题 a')).toBe(6);
  expect(widthOf('\u001b[31mred\u001b[39m')).toBe(3);
  expect(pad('主题', 6)).toBe('主题  ');
  expect(pad('主题', 6, 'right')).toBe('  主题');
});

test('English is wrapped between words, and a word that is too long stays whole', () => {
  expect(wrap('copy topics to another cluster', 12)).toEqual(['copy topics', 'to another', 'cluster']);
  expect(wrap('a-very-long-word b', 5)).toEqual(['a-very-long-word', 'b']);
});

test('Chinese is wrapped between characters, but never before a comma or full stop', () => {
  expect(wrap('复制主题与位点，保持不变。', 14)).toEqual(['复制主题与位', '点，保持不变。']);
  expect(wrap('使用 mqferry 迁移', 12)).toEqual(['使用 mqferry', '迁移']);
});

test('lines of their own stay', () => {
  expect(wrap('a\n\nb', 10)).toEqual(['a', '', 'b']);
});

test('a table is aligned although its characters differ in width', () => {
  const lines = table(
    [{ title: '主题' }, { title: '分区数', align: 'right' }, { title: 'X' }],
    [
      ['orders', '12', 'a'],
      ['订单-审计', '3', 'b'],
    ],
  );
  expect(lines).toEqual(['主题       分区数  X', 'orders         12  a', '订单-审计       3  b']);
});
