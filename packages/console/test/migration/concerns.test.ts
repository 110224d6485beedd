import { apiErrors, problemOf } from '@mqferry/api';
import { migrationErrors } from '@mqferry/migration';
import { describe, expect, test } from 'vitest';
import type { Migration } from '../../src/api/types.ts';
import { allConcerns } from '../../src/migration/concerns.ts';
import { shownActions } from '../../src/pages/migration/shown-actions.ts';

const phrase = { en: 'x', zh: 'x' };

const migration = (given: Partial<Migration>, topics: Partial<Migration['topics']> = {}): Migration => ({
  ...{ id: '1', name: 'm', source: { id: '2', name: 's' }, target: { id: '3', name: 't' }, selection: {} },
  ...{ bytesPerSecond: null, intent: 'run', completed: false, revision: 1, createdAt: '', error: null },
  sentence: { copy: phrase, verification: phrase, traffic: phrase },
  advice: { id: 'switchFirst', text: phrase },
  next: [],
  topics: { total: 4, inStep: 4, stopped: 0, verified: 4, different: 0, onTarget: 0, ...topics },
  ...given,
});

const error = problemOf(apiErrors.API_COPY_DIED({ reason: 'killed' }));
const underWay = problemOf(migrationErrors.MIGRATION_SWITCH_UNDER_WAY({ topic: 'a' }));

describe('what needs attention', () => {
  test('the worst of all migrations comes first, and completed ones are left alone', () => {
    const stopped = migration({ name: 'a' }, { stopped: 1 });
    const failed = migration({ name: 'b', error }, { different: 2 });
    const done = migration({ name: 'c', completed: true, error });
    expect(
      allConcerns([stopped, failed, done]).map(({ migration: { name }, concern }) => [name, concern]),
    ).toEqual([
      ['b', 'error'],
      ['b', 'different'],
      ['a', 'stopped'],
    ]);
  });
});

describe('the actions of a migration', () => {
  const next = (['start', 'pause', 'resume', 'stop', 'complete', 'delete'] as const).map((action) => ({
    action,
    blockedBy: action === 'complete' ? underWay : null,
  }));
  const names = (given: Partial<Migration>) =>
    shownActions(migration({ next, ...given })).map(({ action }) => action);

  test('are those that mean something as it is', () => {
    expect(names({ intent: 'none' })).toEqual(['start', 'complete', 'delete']);
    expect(names({ intent: 'run' })).toEqual(['pause', 'complete', 'stop', 'delete']);
    expect(names({ intent: 'pause' })).toEqual(['resume', 'complete', 'stop', 'delete']);
    expect(names({ completed: true })).toEqual(['delete']);
  });

  test('keep the reason why one is not possible', () => {
    const complete = shownActions(migration({ next })).find(({ action }) => action === 'complete');
    expect(complete).toEqual({ action: 'complete', blockedBy: underWay, primary: false });
  });
});
