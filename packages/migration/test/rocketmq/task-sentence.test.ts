import { expect, test } from 'vitest';
import { movesOf } from '../../src/rocketmq/moves.ts';
import { readinessPhrase, stateText, taskSentence } from '../../src/rocketmq/task-sentence.ts';
import { clientWith, factsWith, NOW, topicAt } from './some-facts.ts';

const spoken = (
  states: readonly Parameters<typeof topicAt>[0][],
  intent: 'run' | 'pause' | 'completed' = 'run',
) => {
  const topics = new Map(states.map((state, index) => [`t${index}`, topicAt(state)]));
  const { progress, next } = taskSentence({ intent, seen: factsWith(topicAt('initial'), { topics }) });
  for (const { zh } of [progress, next]) expect(zh).not.toMatch(/[{}]/u);
  return [progress.en, next.en];
};

test('what is to be said of a task follows from its topics', () => {
  expect(spoken([])).toEqual(['No topics yet', expect.stringMatching(/^Choose the topics/u)]);
  expect(spoken(['initial', 'initial'])[0]).toBe('All topics are on the source (2)');
  expect(spoken(['initial', 'done', 'switching'])).toEqual([
    '1 of 3 topics done, 1 under way',
    expect.stringMatching(/^Take topics forward/u),
  ]);
  expect(spoken(['done'])[1]).toMatch(/^Complete the task/u);
  expect(spoken(['done'], 'completed')).toEqual(['All topics are done (1)', 'Completed']);
  expect(spoken(['switching'], 'pause')[1]).toBe('Paused');
});

test('a topic says whether it is ready, when it will be, or why not', () => {
  const readiness = (topic: ReturnType<typeof topicAt>, changes: Parameters<typeof factsWith>[1] = {}) => {
    const facts = factsWith(topic, changes);
    const [move] = movesOf({ topics: ['orders'], motion: 'forward', force: [] }, facts);
    const phrase = readinessPhrase(move!, facts);
    expect(phrase.zh).not.toMatch(/[{}]/u);
    return phrase.en;
  };
  expect(readiness(topicAt('dual-read'))).toBe('ready for the next step');
  expect(readiness(topicAt('done'))).toBe('no further step');
  const clients = [clientWith({ shown: new Map([['orders', { revision: 5, at: NOW - 20_000 }]]) })];
  expect(readiness(topicAt('dual-read'), { clients })).toBe('the next step is safe in 30 s');
  expect(readiness(topicAt('dual-read'), { gateways: [] })).toBe('not ready: The task has no gateway.');
});

test('held writes are part of the state', () => {
  const { name, meaning } = stateText({ kind: 'ordered', state: 'switching', held: true });
  expect([name.en, name.zh]).toEqual(['switching, writes held', '切换中，写入已暂停']);
  expect(meaning.en).toMatch(/let every write wait/u);
  expect(stateText({ kind: 'ordinary', state: 'done', held: false }).name.zh).toBe('切换完成');
});
