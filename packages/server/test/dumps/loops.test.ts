import { expect, test } from 'vitest';
import { type DumpEdge, loopOf } from '../../src/dumps/loops.ts';

const edge = (from: string, to: string): DumpEdge => {
  const place = (text: string) => ({ cluster: text.split('/')[0]!, topic: text.split('/')[1]! });
  return { from: place(from), to: place(to) };
};
const path = (edges: DumpEdge[], added: DumpEdge) =>
  loopOf(edges, added)?.map(({ cluster, topic }) => `${cluster}/${topic}`);

test('a way back is found over several clusters, and one that only meets is none', () => {
  const edges = [edge('b/x', 'c/x'), edge('c/x', 'd/x'), edge('a/x', 'd/x'), edge('d/x', 'a/y')];
  expect(path(edges, edge('a/x', 'b/x'))).toBeUndefined();
  expect(path([...edges, edge('a/y', 'a/x')], edge('a/x', 'b/x'))).toEqual([
    ...['a/x', 'b/x', 'c/x', 'd/x', 'a/y', 'a/x'],
  ]);
  expect(path([], edge('a/x', 'a/x'))).toEqual(['a/x', 'a/x']);
});
