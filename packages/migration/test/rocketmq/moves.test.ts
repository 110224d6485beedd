import { expect, test } from 'vitest';
import { confirm } from '../../src/plan.ts';
import { movesOf, type StepRequest } from '../../src/rocketmq/moves.ts';
import { performMoves, planStep } from '../../src/rocketmq/step-plan.ts';
import { clientWith, factsWith, groupWith, NOW, topicAt } from './some-facts.ts';

const ask = (changes: Partial<StepRequest> = {}): StepRequest => ({
  ...{ topics: ['orders'], motion: 'forward', force: [] },
  ...changes,
});

const behind = groupWith({}, { source: { backlog: new Map([['orders', 3n]]) } });

test('a topic moves by one state when nothing is in the way', () => {
  const [move] = movesOf(ask(), factsWith(topicAt('switching')));
  expect(move).toMatchObject({ from: { state: 'switching' }, to: { state: 'done' }, risks: [], presets: [] });
  expect(move!.blockedBy).toBeUndefined();
  expect(move!.checks.map(({ verdict }) => verdict)).not.toContain('fail');
});

test('what fails blocks, with its reason; forced, the risk is written out', () => {
  const facts = factsWith(topicAt('switching'), { groups: new Map([['g', behind]]) });
  expect(movesOf(ask(), facts)[0]!.blockedBy?.code).toBe('SEAMLESS_NOT_DRAINED');
  const [move] = movesOf(ask({ force: ['source-drained'] }), facts);
  expect(move!.blockedBy).toBeUndefined();
  expect(move!.risks).toMatchObject([{ check: 'source-drained', risk: { en: /stays unread/u } }]);
});

test('what cannot be right cannot be forced', () => {
  const facts = factsWith(topicAt('initial', {}, { source: { isStatic: true } }));
  const [move] = movesOf(ask({ force: ['kinds-fit'] }), facts);
  expect([move!.blockedBy?.code, move!.risks]).toEqual(['SEAMLESS_STATIC_TOPIC', []]);
});

test('what was measured long ago does not pass', () => {
  const facts = factsWith(topicAt('switching', { at: NOW - 31_000 }));
  const [move] = movesOf(ask(), facts);
  expect(move!.blockedBy?.code).toBe('SEAMLESS_MEASURED_LONG_AGO');
});

test('groups get their offsets on the target before the first step, and broadcast ones none', () => {
  const groups = new Map([
    ['has', groupWith()],
    ['new', groupWith({}, { target: { offsets: new Set() } })],
    ['unknown', groupWith({}, { target: { offsets: undefined } })],
    ['broadcast', groupWith({ broadcasting: true }, { target: { offsets: new Set() } })],
  ]);
  expect(movesOf(ask(), factsWith(topicAt('initial'), { groups }))[0]!.presets).toEqual(['new', 'unknown']);
  expect(movesOf(ask(), factsWith(topicAt('dual-read'), { groups }))[0]!.presets).toEqual([]);
});

test('topics that move together do not read each other’s retries', () => {
  const both = groupWith(
    { topics: ['orders', 'bills'] },
    {
      source: {
        retries: 2n,
        backlog: new Map([
          ['orders', 0n],
          ['bills', 0n],
        ]),
      },
    },
  );
  const facts = factsWith(topicAt('switching'), {
    topics: new Map([
      ['orders', topicAt('switching')],
      ['bills', topicAt('switching')],
    ]),
    groups: new Map([['g', both]]),
    clients: [
      clientWith({ shown: new Map(['orders', 'bills'].map((topic) => [topic, { revision: 5, at: 0 }])) }),
    ],
  });
  expect(movesOf(ask(), facts)[0]!.blockedBy).toBeUndefined();
  const together = movesOf(ask({ topics: ['orders', 'bills'] }), facts);
  expect(together.map(({ blockedBy }) => blockedBy?.code)).toEqual([
    'SEAMLESS_NOT_DRAINED',
    'SEAMLESS_NOT_DRAINED',
  ]);
});

test.each([
  ['forward', topicAt('done'), 'SEAMLESS_NO_STEP'],
  ['back', topicAt('initial'), 'SEAMLESS_NO_STEP'],
  ['release', topicAt('switching', { kind: 'ordered' }), 'SEAMLESS_NO_STEP'],
  ['hold', topicAt('dual-read'), 'SEAMLESS_CANNOT_HOLD'],
  ['hold', topicAt('initial', { kind: 'ordered' }), 'SEAMLESS_CANNOT_HOLD'],
] as const)('there is no way %s', (motion, topic, code) => {
  expect(movesOf(ask({ motion }), factsWith(topic, { mode: 'proxy' }))[0]!.blockedBy?.code).toBe(code);
});

test('writes are held in proxy mode only, on the way and back, and released', () => {
  const to = (
    motion: StepRequest['motion'],
    topic: ReturnType<typeof topicAt>,
    mode: 'proxy' | 'route' = 'proxy',
  ) => movesOf(ask({ motion }), factsWith(topic, { mode }))[0]!.to;
  const ordered = { kind: 'ordered' } as const;
  const held = { kind: 'ordered', held: true } as const;
  expect(to('hold', topicAt('dual-read', ordered))).toEqual({ ...held, state: 'switching' });
  expect(to('hold', topicAt('done', ordered))).toEqual({ ...held, state: 'returning' });
  expect(to('hold', topicAt('switching', ordered))).toEqual({ ...held, state: 'switching' });
  expect(to('hold', topicAt('dual-read', ordered), 'route')).toBeUndefined();
  expect(to('release', topicAt('switching', held))).toEqual({
    kind: 'ordered',
    state: 'switching',
    held: false,
  });
  expect(to('forward', topicAt('switching', held))).toEqual({ kind: 'ordered', state: 'done', held: false });
});

test('a topic that is not in the task is told so', () => {
  const [move] = movesOf(ask({ topics: ['other'] }), factsWith(topicAt('initial')));
  expect([move!.from, move!.blockedBy?.code]).toEqual([undefined, 'SEAMLESS_TOPIC_NOT_IN_TASK']);
});

test('a bulk step sets offsets, then changes all routes at once, and leaves alone what is blocked', async () => {
  const groups = new Map([['g', groupWith({}, { target: { offsets: new Set() } })]]);
  const facts = factsWith(topicAt('initial'), { groups });
  const done: unknown[] = [];
  const moves = movesOf(ask({ topics: ['orders', 'other'] }), facts);
  await performMoves(moves, async (verb, args) => {
    done.push([verb, args]);
  });
  expect(done).toEqual([
    ['presetOffsets', { topics: [{ topic: 'orders', groups: ['g'] }] }],
    [
      'publishRoutes',
      { topics: [{ topic: 'orders', from: 'initial', to: 'dual-read', held: false, forced: [] }] },
    ],
  ]);
});

test('a plan counts as long as the same would be done', async () => {
  const facts = factsWith(topicAt('switching'));
  const { plan } = await planStep(ask(), facts);
  const later = await planStep(ask({ topics: ['orders', 'other'] }), { ...facts, now: NOW + 1000 });
  confirm(later.plan, plan.hash);
  const moved = await planStep(ask(), factsWith(topicAt('done', { kind: 'ordered' })));
  expect(() => confirm(moved.plan, plan.hash)).toThrow(/not what would be done/u);
  const blocked = await planStep(
    ask(),
    factsWith(topicAt('switching'), { groups: new Map([['g', behind]]) }),
  );
  expect(blocked.plan.steps).toEqual([]);
  const forced = await planStep(
    ask({ force: ['source-drained'] }),
    factsWith(topicAt('switching'), { groups: new Map([['g', behind]]) }),
  );
  expect(() => confirm(forced.plan, plan.hash)).toThrow();
});
