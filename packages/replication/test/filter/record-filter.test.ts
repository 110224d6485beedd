import { expect, test } from 'vitest';
import { type FilteredRecord, RecordFilter } from '../../src/filter/record-filter.ts';

const record = (given: Partial<FilteredRecord> & { readonly text?: string } = {}): FilteredRecord => ({
  ...{ topic: 'orders', partition: 3, offset: 41n, timestamp: 1_700_000_000_000n },
  ...{ key: Buffer.from('customer 7'), value: given.text === undefined ? null : Buffer.from(given.text) },
  headers: [],
  ...given,
});

const JSON_TEXT =
  '{"amount":12.5,"items":[{"sku":"a"},{"sku":"b"}],"id":9007199254740993,"__proto__":{"x":1}}';

test.each([
  ['key == "customer 7" && partition == 3 && offset > 40 && topic.startsWith("ord")', true],
  ['valueJson.amount > 12 && has(valueJson.items) && !has(valueJson.nothing)', true],
  ['valueJson.items.exists(item, item.sku == "b")', true],
  ['valueJson.items.all(item, item.sku == "b")', false],
  ['valueJson.id == 9007199254740993', true],
  ['valueJson.id == 9007199254740992', false],
  ['headers["origin"] == "web" && "none" in headers', false],
  ['headers.origin == "web"', true],
  ['timestamp > timestamp("2023-01-01T00:00:00Z")', true],
  ['value.matches("amount.{1,3}1") && size(valueBytes) > 10', true],
  ['keyBytes == b"customer 7"', true],
  ['value == null ? true : false', false],
])('%s is %s', (expression, expected) => {
  const headers = [{ key: 'origin', value: Buffer.from('web') }];
  expect(new RecordFilter(expression).accepts(record({ text: JSON_TEXT, headers }))).toBe(expected);
});

test.each([
  ['value ==', /expecting/u],
  ['constructor == null', /there is no constructor/u],
  ['process.exit(1)', /there is no/u],
  ['__proto__ == null', /there is no __proto__/u],
  ['eval("1")', /no function eval/u],
  ['"a".constructor("x")', /no function constructor/u],
  ['google.protobuf.Any{type_url: "x"} == 1', /there is no/u],
  ['x > 1', /there is no x/u],
  ['[1].exists(x, x > 1) && x > 1', /there is no x/u],
  [`"${'x'.repeat(5_000)}" == key`, /longer than/u],
  [`key == "a"${' || key == "a"'.repeat(200)}`, /more than 400 parts/u],
])('%s is refused before it sees a record', (expression, reason) => {
  expect(() => new RecordFilter(expression)).toThrow(
    expect.objectContaining({ code: 'FILTER_INVALID', message: expect.stringMatching(reason) }),
  );
});

test.each([
  ['valueJson.nothing > 1', '{}'],
  ['valueJson.a > 1', 'no JSON'],
  ['valueJson.a > 1', '['.repeat(200) + ']'.repeat(200)],
  ['value == "a"', 'x'.repeat(1024 * 1024 + 1)],
  ['valueJson.a', '{"a":1}'],
  ['valueJson.constructor.name == "x"', '{}'],
  ['value.matches("(")', 'a'],
])('%s fails for one record, and says where', (expression, text) => {
  expect(() => new RecordFilter(expression).accepts(record({ text }))).toThrow(
    expect.objectContaining({ code: 'FILTER_FAILED', parameters: expect.objectContaining({ offset: 41n }) }),
  );
});

test('text that is not UTF-8 fails as text and not as bytes', () => {
  const broken = record({ value: Buffer.from([0xff, 0xfe]) });
  expect(() => new RecordFilter('value == "a"').accepts(broken)).toThrow(/not UTF-8/u);
  expect(new RecordFilter('valueBytes == b"\\xff\\xfe"').accepts(broken)).toBe(true);
});

const LIST = JSON.stringify(Array.from({ length: 1_000 }, (_, i) => i));

test.each([
  ['steps', 'valueJson.exists(a, valueJson.exists(b, valueJson.exists(c, a + b + c < 0.0)))'],
  ['steps, though the rest is true', 'valueJson.exists(a, valueJson.exists(b, a + b < 0.0)) || true'],
  ['text', 'valueJson.all(a, (value + value + value + value).size() > 0)'],
  ['patterns', 'valueJson.all(a, value.matches("(a+)+b") || true)'],
])('%s are within a budget, which holds for each record alone', (_, expression) => {
  const filter = new RecordFilter(expression, { steps: 5_000, ms: 5_000, bytes: 1_000_000 });
  expect(() => filter.accepts(record({ text: LIST }))).toThrow(
    expect.objectContaining({ code: 'FILTER_FAILED', message: expect.stringMatching(/more than/u) }),
  );
  expect(new RecordFilter('key != null', { steps: 1, ms: 5_000, bytes: 1 }).accepts(record())).toBe(true);
});

test('what a loop asks for again and again is made once', () => {
  const text = JSON.stringify({
    list: Array.from({ length: 2_000 }, (_, i) => i),
    padding: 'x'.repeat(500_000),
  });
  const filter = new RecordFilter('valueJson.list.all(n, n < 2000.0 && valueJson.padding != "")');
  expect(filter.accepts(record({ text }))).toBe(true);
});

test('time is within a budget', () => {
  const filter = new RecordFilter('valueJson.all(a, a >= 0)', { steps: 5_000, ms: 0, bytes: 1 });
  expect(() => filter.accepts(record({ text: LIST }))).toThrow(/takes longer than 0 ms/u);
});

test('a pattern that other engines would take for ever over takes none', () => {
  const text = `${'a'.repeat(50_000)}!`;
  expect(new RecordFilter('value.matches("^(a+)+$")').accepts(record({ text }))).toBe(false);
});
