import { expect, test } from 'vitest';
import { type Action, blockedBy, newLogBlockers, nextSteps, switchBlockers } from '../src/actions.ts';
import { migrationErrors } from '../src/errors.ts';
import { type MigrationFacts, type TopicFacts, VERIFICATION_HOLDS_MS } from '../src/facts.ts';
import { sentenceOf } from '../src/sentence.ts';

const NOW = 1_700_000_000_000;

const topic = (changes: Partial<TopicFacts> = {}): TopicFacts => ({
  topic: 'orders',
  copy: { state: 'in-step', lag: 0n },
  verification: { state: 'equal', at: NOW },
  traffic: 'on-source',
  ...changes,
});

const facts = (changes: Partial<MigrationFacts> = {}): MigrationFacts => ({
  intent: 'none',
  completed: false,
  topics: [topic()],
  plan: { refusals: [] },
  held: 0,
  now: NOW,
  ...changes,
});

const open = (given: MigrationFacts): Action[] =>
  nextSteps(given).flatMap(({ action, blockedBy: reason }) => (reason ? [] : [action]));

const untouched = topic({ copy: { state: 'not-begun', lag: undefined }, verification: undefined });

test('what moves to a new log cannot be copied into it', () => {
  const moving = { ...untouched, traffic: 'moving' } as const;
  expect(blockedBy('start', facts({ topics: [untouched, moving] }))?.code).toBe('MIGRATION_TOPIC_ON_NEW_LOG');
});

/** From what is wanted and seen to what may be done, and to the sentence that is shown. */
test.each<[string, MigrationFacts, Action[], string]>([
  [
    'planned',
    facts({ topics: [untouched] }),
    ['start', 'delete'],
    'Not started · not verified · applications on the source',
  ],
  [
    'not planned',
    facts({ topics: [], plan: undefined }),
    ['delete'],
    'Not started · not verified · applications on the source',
  ],
  [
    'catching up',
    facts({ intent: 'run', topics: [topic(), topic({ copy: { state: 'catching-up', lag: 5n } })] }),
    ['pause', 'stop'],
    '1 of 2 topics in step, the others catching up · verified equal · applications on the source',
  ],
  [
    'paused',
    facts({ intent: 'pause', topics: [topic({ copy: { state: 'paused', lag: 7n } })] }),
    ['resume', 'stop'],
    'Paused · verified equal · applications on the source',
  ],
  [
    'a switch under way',
    facts({ intent: 'run', topics: [topic({ traffic: 'moving' })] }),
    [],
    'In step with the source · verified equal · being switched: 1 of 1 topics',
  ],
  [
    'partly switched',
    facts({ intent: 'run', topics: [topic(), topic({ traffic: 'on-target' })] }),
    ['pause'],
    'In step with the source · verified equal · 1 of 2 topics switched',
  ],
  [
    'switched',
    facts({ intent: 'run', topics: [topic({ traffic: 'on-target' })] }),
    ['pause', 'complete'],
    'In step with the source · verified equal · applications on the target',
  ],
  [
    'completed',
    facts({ completed: true, topics: [topic({ traffic: 'on-target' })] }),
    ['delete'],
    'Completed · verified equal · applications on the target',
  ],
  [
    'stopped and different',
    facts({
      intent: 'run',
      topics: [
        topic({ copy: { state: 'stopped', lag: undefined }, verification: { state: 'different', at: NOW } }),
      ],
    }),
    ['pause', 'stop'],
    'Stopped: 1 of 1 topics · differing topics: 1 · applications on the source',
  ],
])('%s', (_, given, actions, sentence) => {
  expect(open(given)).toEqual(actions);
  const { copy, verification, traffic } = sentenceOf(given);
  expect([copy.en, verification.en, traffic.en].join(' · ')).toBe(sentence);
  for (const phrase of [copy, verification, traffic]) expect(phrase.zh).not.toMatch(/[{}]/u);
});

test('the reason for what cannot be done is told', () => {
  const refusal = migrationErrors.MIGRATION_NOTHING_COPIED({});
  const reasons = [
    blockedBy('start', facts({ intent: 'run' })),
    blockedBy('start', facts({ plan: undefined })),
    blockedBy('start', facts({ plan: { refusals: [refusal] } })),
    blockedBy('delete', facts({ held: 3 })),
    blockedBy('complete', facts()),
  ];
  expect(reasons.map((reason) => reason?.code)).toEqual([
    'MIGRATION_ALREADY_RUNS',
    'MIGRATION_NOT_PLANNED',
    'MIGRATION_PLAN_REFUSED',
    'MIGRATION_SETTINGS_HELD',
    'MIGRATION_TRAFFIC_ON_SOURCE',
  ]);
  expect(reasons[3]!.parameters).toEqual({ count: 3 });
});

test('applications move only with topics that are in step and were found equal lately', () => {
  const topics = [
    topic({ topic: 'ready' }),
    topic({ topic: 'behind', copy: { state: 'catching-up', lag: 1n } }),
    topic({ topic: 'stale', verification: { state: 'equal', at: NOW - VERIFICATION_HOLDS_MS - 1 } }),
    topic({ topic: 'running', verification: { state: 'running', at: NOW } }),
    topic({ topic: 'different', verification: { state: 'different', at: NOW } }),
    topic({ topic: 'moving', traffic: 'moving' }),
    topic({ topic: 'compacted', verification: undefined, comparedAtEnd: true }),
    topic({ topic: 'mapped', mapped: true }),
    topic({ topic: 'stopped', copy: { state: 'stopped', lag: undefined } }),
  ];
  expect(switchBlockers(topics, NOW).map(({ code, parameters }) => `${parameters.topic}: ${code}`)).toEqual([
    'behind: MIGRATION_TOPIC_BEHIND',
    'stale: MIGRATION_TOPIC_UNVERIFIED',
    'running: MIGRATION_TOPIC_UNVERIFIED',
    'different: MIGRATION_TOPIC_DIFFERS',
    'moving: MIGRATION_SWITCH_UNDER_WAY',
    'mapped: MIGRATION_TOPIC_MAPPED',
    'stopped: MIGRATION_TOPIC_STOPPED',
  ]);
});

test('applications move to new logs where nothing is copied', () => {
  const topics = [
    untouched,
    topic({ topic: 'copied' }),
    topic({ topic: 'moving', copy: untouched.copy, traffic: 'moving' }),
  ];
  expect(newLogBlockers(topics).map(({ code, parameters }) => `${parameters.topic}: ${code}`)).toEqual([
    'copied: MIGRATION_TOPIC_COPIED',
    'moving: MIGRATION_SWITCH_UNDER_WAY',
  ]);
  const moved = facts({ topics: [topic({ copy: untouched.copy, traffic: 'on-target' })] });
  expect(open(moved)).toContain('complete');
});
