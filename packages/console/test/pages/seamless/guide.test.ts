import { describe, expect, test } from 'vitest';
import type { SeamlessScanRow } from '../../../src/api/types.ts';
import { gatewayCommand } from '../../../src/pages/seamless-migration/guide/gateway-command-text.ts';
import {
  foundRows,
  keyOfRow,
  SCAN_SHAPE,
  takenTopics,
} from '../../../src/pages/seamless-migration/guide/scan-shape.ts';
import { presentStepOf, shownStepOf } from '../../../src/pages/seamless-migration/guide/shown-step.ts';
import { readTableState } from '../../../src/url/table-state.ts';

const row = (name: string, more: Partial<SeamlessScanRow> = {}): SeamlessScanRow => ({
  ...{ kind: 'topic', name, namespace: null, messageType: null, topicKind: 'ordinary', queues: 8 },
  ...{ inTask: false, isNew: false, onTarget: 'same', targetQueues: 8 },
  ...more,
});

const ROWS = [
  row('a', { topicKind: 'ordered', isNew: true }),
  row('shop%b', { namespace: 'shop', onTarget: 'missing' }),
  row('c', { inTask: true }),
  row('a', { kind: 'group', topicKind: null, queues: null }),
];

describe('a scan', () => {
  const found = (search: string): string[] =>
    foundRows(ROWS, readTableState(SCAN_SHAPE, new URLSearchParams(search))).map(keyOfRow);

  test('is searched by name, namespace, kind, and how it stands', () => {
    expect(found('')).toHaveLength(4);
    expect(found('search=B')).toEqual(['topic shop%b']);
    expect(found('namespace=default&kind=topic')).toEqual(['topic a', 'topic c']);
    expect(found('onTarget=missing')).toEqual(['topic shop%b']);
    expect(found('fresh=new')).toEqual(['topic a']);
    expect(found('fresh=not-in-task')).toEqual(['topic a', 'topic shop%b']);
  });

  test('gives topics that are not in the task yet, as they were found or all as one kind', () => {
    const all = ROWS.map(keyOfRow);
    expect(takenTopics(ROWS, all, 'as-found')).toEqual([
      { topic: 'a', kind: 'ordered' },
      { topic: 'shop%b', kind: 'ordinary' },
    ]);
    expect(takenTopics(ROWS, ['topic a', 'topic c'], 'ordinary')).toEqual([{ topic: 'a', kind: 'ordinary' }]);
  });
});

test('the first step that is not done is shown, unless another one is asked for', () => {
  const steps = [
    { id: 'connect', done: true },
    { id: 'import', done: false },
    { id: 'endpoints', done: true },
  ] as const;
  expect(presentStepOf(steps)).toBe('import');
  expect(shownStepOf(steps, null)).toBe('import');
  expect(shownStepOf(steps, 'endpoints')).toBe('endpoints');
  expect(shownStepOf(steps, 'no such step')).toBe('import');
  expect(shownStepOf([{ id: 'connect', done: true }], null)).toBe('connect');
});

test('the command line of a gateway names the task as a shell takes it', () => {
  expect(gatewayCommand({ name: 'orders', mode: 'route' })).toContain('--task orders ');
  expect(gatewayCommand({ name: "the shop's orders", mode: 'proxy' })).toContain(
    `--task 'the shop'\\''s orders' `,
  );
  expect(gatewayCommand({ name: 'orders', mode: 'proxy' })).toContain('--proxy-ports');
});
