import { expect, test } from 'vitest';
import type { TopicStatus } from '../../src/copier/copy-status.ts';
import { joinedTopics, topicNow } from '../../src/threads/joined-topics.ts';

const status = (changes: Partial<TopicStatus>): TopicStatus => ({
  topic: 'orders',
  phases: new Map(),
  ...{ copiedBytes: 0, copiedRecords: 0, recoveries: 0, lag: 0n, lagBytes: 0, lagMs: 0 },
  ...changes,
});

test('the parts of a topic are added up, and the oldest of them says how far behind it is', () => {
  const parts = [
    status({ phases: new Map([['copying', 2]]), copiedRecords: 10, copiedBytes: 100, lag: 5n, lagMs: 700 }),
    status({ topic: 'payments', recoveries: 1 }),
    status({
      phases: new Map([
        ['copying', 1],
        ['stopped', 1],
      ]),
      ...{ copiedRecords: 1, copiedBytes: 10, lag: 1n, lagBytes: 10, lagMs: 900 },
    }),
  ];
  expect(joinedTopics(parts)).toEqual([
    status({
      phases: new Map([
        ['copying', 3],
        ['stopped', 1],
      ]),
      ...{ copiedRecords: 11, copiedBytes: 110, lag: 6n, lagBytes: 10, lagMs: 900 },
    }),
    status({ topic: 'payments', recoveries: 1 }),
  ]);
});

test('what one of the parts does not know is not known', () => {
  const unknown = { lag: undefined, lagBytes: undefined, lagMs: undefined };
  expect(joinedTopics([status({ lag: 3n }), status(unknown)])[0]).toMatchObject(unknown);
});

test('a topic stands where its partitions do now, and its lag is known when it was told of all of them', () => {
  const told = status({ phases: new Map([['copying', 2]]), copiedRecords: 7, lag: 3n });
  expect(topicNow('orders', ['paused', 'copying'], told)).toEqual({
    ...told,
    phases: new Map([
      ['paused', 1],
      ['copying', 1],
    ]),
  });
  const unknown = { lag: undefined, lagBytes: undefined, lagMs: undefined };
  expect(topicNow('orders', ['copying', 'copying', 'waiting'], told)).toMatchObject({
    ...{ copiedRecords: 7, ...unknown },
  });
  expect(topicNow('orders', ['waiting'], undefined)).toEqual({
    ...status({ phases: new Map([['waiting', 1]]) }),
    ...unknown,
  });
});
