import { expect, test } from 'vitest';
import type { SeamlessTask } from '../../../src/api/types.ts';
import { shownActions } from '../../../src/pages/seamless-migration/shown-actions.ts';

const phrase = { en: 'x', zh: 'x' };
const problem = { code: 'X', retriable: false, message: phrase, advice: phrase, parameters: {} };
const ALL = [...(['pauseTask', 'resumeTask', 'addTopics', 'completeTask', 'deleteTask'] as const)];

const shown = (intent: SeamlessTask['intent'], isBlocked: boolean) =>
  shownActions({
    intent,
    actions: ALL.map((action) => ({ action, note: phrase, blockedBy: isBlocked ? problem : null })),
  }).map(({ action, isNext }) => (isNext ? `${action}!` : action));

test('of what excludes each other only that is offered which would change something', () => {
  expect(shown('run', true)).toEqual(['pauseTask', 'completeTask', 'deleteTask']);
  expect(shown('run', false)).toEqual(['pauseTask', 'completeTask!', 'deleteTask']);
  expect(shown('pause', true)).toEqual(['resumeTask!', 'completeTask', 'deleteTask']);
  expect(shown('completed', false)).toEqual(['deleteTask']);
});
