import { describe, expect, test } from 'vitest';
import type { SeamlessScanRow } from '../../../src/api/types.ts';
import { gatewayCommand } from '../../../src/pages/seamless-migration/guide/gateway-command-text.ts';
import {
  foundRows,
  keyOfRow,
  SCAN_SHAPE,
  takenTopics,
} from '../../../src/pages/seamless-migration/guide/scan-shape.ts';
import {
  keptStep,
  presentStepOf,
  shownStepOf,
} from '../../../src/pages/seamless-migration/guide/shown-step.ts';
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

test('the step that is open stays while others are done or come undone; the first is left when both clusters answer', () => {
  expect(keptStep('endpoints', 'grey')).toBe('endpoints');
  expect(keptStep('grey', 'endpoints')).toBe('grey');
  expect(keptStep('connect', 'import')).toBe('import');
  expect(keptStep(undefined, 'grey')).toBeUndefined();
});

test('the command line of a gateway names its task and both clusters as a shell takes them', () => {
  const around = { service: 'https://mq.example', source: '10.0.0.1:9876;10.0.0.2:9876', target: undefined };
  const plain = gatewayCommand({ name: 'orders', mode: 'route' }, around);
  expect(plain).toContain('--task orders --service https://mq.example ');
  expect(plain).toContain(
    "--source-name-servers '10.0.0.1:9876;10.0.0.2:9876' --target-name-servers HOST:PORT",
  );
  expect(plain).not.toContain('--proxy-ports');
  const proxy = gatewayCommand({ name: "the shop's orders", mode: 'proxy' }, around);
  expect(proxy).toContain(`--task 'the shop'\\''s orders' `);
  expect(proxy).toContain('--proxy-ports');
});
