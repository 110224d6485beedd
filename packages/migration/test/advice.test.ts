import { expect, test } from 'vitest';
import { type Advice, adviceOf } from '../src/advice.ts';
import type { MigrationFacts, TopicFacts } from '../src/facts.ts';

const NOW = 1_700_000_000_000;

const topic = (changes: Partial<TopicFacts> = {}): TopicFacts => ({
  topic: 'orders',
  copy: { state: 'in-step', lag: 0n },
  verification: { state: 'equal', at: NOW },
  traffic: 'on-source',
  ...changes,
});

const facts = (topics: readonly TopicFacts[], changes: Partial<MigrationFacts> = {}): MigrationFacts => ({
  ...{ intent: 'run', completed: false, topics, plan: { refusals: [] }, held: 0, now: NOW },
  ...changes,
});

const untouched = topic({ copy: { state: 'not-begun', lag: undefined }, verification: undefined });
const behind = topic({ copy: { state: 'catching-up', lag: 5n } });
const stopped = topic({ copy: { state: 'stopped', lag: 5n } });
const different = topic({ verification: { state: 'different', at: NOW } });
const moving = topic({ traffic: 'moving' });
const moved = topic({ traffic: 'on-target', verification: { state: 'running', at: NOW } });

test.each<[Advice, MigrationFacts]>([
  ['completed', facts([different], { completed: true })],
  ['different', facts([different, stopped])],
  ['stopped', facts([stopped, moving])],
  ['finishSwitch', facts([moving, behind])],
  ['complete', facts([moved])],
  ['plan', facts([], { intent: 'none', plan: undefined })],
  ['start', facts([untouched], { intent: 'none' })],
  ['resume', facts([topic()], { intent: 'pause' })],
  ['preparing', facts([])],
  ['catchingUp', facts([behind, topic()])],
  ['verify', facts([topic({ verification: undefined })])],
  ['switchFirst', facts([topic(), topic({ comparedAtEnd: true, verification: undefined })])],
  ['switchRest', facts([topic(), moved])],
])('%s', (advice, given) => {
  expect(adviceOf(given, false)).toBe(advice);
});

test('what has ended with an error is looked at first', () => {
  expect(adviceOf(facts([different]), true)).toBe('error');
});

test('topics that move to new logs are not to be copied', () => {
  const onTheWay = { ...untouched, traffic: 'moving' } as const;
  const there = { ...untouched, traffic: 'on-target' } as const;
  expect(adviceOf(facts([onTheWay, untouched], { intent: 'none' }), false)).toBe('finishSwitch');
  expect(adviceOf(facts([there, untouched], { intent: 'none' }), false)).toBe('switchRest');
  expect(adviceOf(facts([there], { intent: 'none' }), false)).toBe('complete');
});
