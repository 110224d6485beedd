import type { Client } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import type { SeamlessMove } from '../../../src/service/seamless/views.ts';
import { fakeMove, problem, seamless, straightCheck, TASK_ID, typing } from './fake-seamless.ts';

const HASH = 'a'.repeat(64);
const params = { id: TASK_ID };

const planning = (...topics: readonly SeamlessMove[]) => {
  const blocked = topics.filter(({ blockedBy }) => blockedBy !== null).length;
  const plan = { hash: HASH, moves: topics.length - blocked, blocked, topics: [...topics] };
  return {
    planSeamlessStep: vi.fn<Client['planSeamlessStep']>(async () => plan),
    applySeamlessStep: vi.fn<Client['applySeamlessStep']>(async () => plan),
  };
};

const blocked = fakeMove({
  ...{ topic: 'payments', checks: [straightCheck], blockedBy: problem('c1 goes straight.') },
});
const DONE =
  'Moved topics of shop: 1. Clients follow as they ask for their routes, within 30 s by default.\n';

test('what was shown and confirmed is done by its hash', async () => {
  const operations = planning(fakeMove({ presets: ['billing'] }));
  const { code, out } = await seamless(operations, ['step', 'shop', 'forward', 'orders'], typing('y'));
  expect([code, out]).toEqual([
    0,
    `\
Steps:
  initial → dual read, 1: orders
  Before that, on the target, the offsets of these groups in orders are set to 0: billing
${DONE}`,
  ]);
  const body = { topics: ['orders'], motion: 'forward', force: [] };
  expect(operations.planSeamlessStep.mock.calls).toEqual([[{ params, body }]]);
  expect(operations.applySeamlessStep.mock.calls).toEqual([[{ params, body: { ...body, hash: HASH } }]]);
});

test('topics that are blocked are told with the reason and what could be gone without', async () => {
  const operations = planning(fakeMove(), fakeMove({ topic: 'returns' }), blocked, {
    ...blocked,
    topic: 'refunds',
  });
  const { code, out } = await seamless(operations, ['step', 'shop', 'forward', '--all', '--yes']);
  expect(code).toBe(1);
  expect(out).toContain(`\
Steps:
  initial → dual read, 2: orders, returns

Blocked, 2:
  payments, refunds:
    c1 goes straight. [API_UNEXPECTED]
      What to do: Do something.
    Could be gone without, by --force: clients-moved
`);
  expect(operations.planSeamlessStep.mock.calls[0]![0].body.topics).toBe('all');
  expect(operations.applySeamlessStep).toHaveBeenCalledOnce();
});

test('the risk of what is forced is shown before it is asked', async () => {
  const operations = planning(fakeMove({ checks: [straightCheck], forced: ['clients-moved'] }));
  const args = ['step', 'shop', 'back', 'orders', '--force', 'clients-moved', '--force', 'source-drained'];
  const { code, out } = await seamless(operations, args, typing('n'));
  expect(code).toBe(1);
  expect(out).toContain('Without the check clients-moved (orders). Risk: c1 misses messages.\n');
  expect(operations.planSeamlessStep.mock.calls[0]![0].body).toEqual({
    ...{ topics: ['orders'], motion: 'back', force: ['clients-moved', 'source-drained'] },
  });
  expect(operations.applySeamlessStep).not.toHaveBeenCalled();
});

test('nothing is asked or done where nothing would move', async () => {
  const operations = planning(blocked, fakeMove({ from: null, to: null, blockedBy: problem('Not in it.') }));
  const { code, out } = await seamless(operations, ['step', 'shop', 'forward', 'payments', '--yes']);
  expect([code, out]).toEqual([1, expect.stringContaining('No topic of shop would move.')]);
  expect(out).toContain('Not in it.');
  expect(operations.applySeamlessStep).not.toHaveBeenCalled();
});

test('with --dry-run the plan is all', async () => {
  const operations = planning(fakeMove());
  const { code, out } = await seamless(operations, [
    'step',
    'shop',
    'forward',
    '--all',
    '--dry-run',
    '--json',
  ]);
  expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ hash: HASH, moves: 1 })]);
  expect(operations.applySeamlessStep).not.toHaveBeenCalled();
});

test('with --json what was done is all on stdout, and whoever is asked sees the plan', async () => {
  const { out, err } = await seamless(
    planning(fakeMove()),
    ['step', 'shop', 'forward', '--all', '--json'],
    typing('y'),
  );
  expect(JSON.parse(out)).toMatchObject({ hash: HASH });
  expect(err).toContain('initial → dual read, 1: orders');
});

test('held writes are told, in Chinese as well', async () => {
  const held = fakeMove({ to: { kind: 'ordered', state: 'switching', held: true } });
  const args = ['step', 'shop', 'hold', 'orders', '--yes'];
  expect((await seamless(planning(held), args)).out).toContain('initial → switching, writes held, 1: orders');
  const { out } = await seamless(planning(held), args, { env: { LANG: 'zh_CN.UTF-8' } });
  expect(out).toContain('初始 → 切换中，写入已暂停，1 个：orders');
});

test.each([
  ['no topic', ['forward'], 'CLI_STEP_TOPICS'],
  ['topics and all of them', ['forward', 'orders', '--all'], 'CLI_STEP_TOPICS'],
  ['another way', ['sideways', 'orders'], 'CLI_CHOICE_INVALID'],
  ['a check that there is not', ['forward', 'orders', '--force', 'all'], 'CLI_CHOICE_INVALID'],
  ['nobody to ask', ['forward', 'orders'], 'CLI_TERMINAL_NEEDED'],
])('%s is an error of usage', async (_, more, code) => {
  const told = await seamless(planning(fakeMove()), ['step', 'shop', ...more]);
  expect([told.code, told.err]).toEqual([2, expect.stringContaining(code)]);
});
