import { expect, test } from 'vitest';
import { NOW, topicAt } from '../some-facts.ts';
import { measured, NOT_KNOWN, oneGroup, testCases } from './measured.ts';

const NOBODY = { source: { consumers: [] }, target: { consumers: [] } };

testCases([
  [
    'a group that nobody consumes in',
    'source-drained',
    oneGroup({ broadcasting: undefined }, NOBODY),
    undefined,
    'pass',
    undefined,
  ],
  [
    'a group that may be broadcast to',
    'source-drained',
    oneGroup({ broadcasting: undefined }),
    undefined,
    'inconclusive',
    NOT_KNOWN,
  ],

  [
    'a delayed message',
    'nothing-pending-on-source',
    {},
    topicAt('switching', {}, { source: { pending: { delayed: 2n, timed: undefined, half: 0n, pop: 0n } } }),
    'fail',
    'SEAMLESS_PENDING',
    { delayed: 2n, timed: '?', half: 0n, pop: 0n },
  ],
  [
    'pops that are not known',
    'nothing-pending-on-target',
    {},
    topicAt('dual-read', {}, { target: { pending: { delayed: 0n, timed: 0n, half: 0n, pop: undefined } } }),
    'inconclusive',
    NOT_KNOWN,
  ],
  [
    'pops that a setting of the brokers hides',
    'nothing-pending-on-source',
    {},
    topicAt(
      'switching',
      {},
      {
        source: {
          pending: { delayed: 0n, timed: 0n, half: 0n, pop: undefined },
          popHiddenBy: 'popConsumerKVServiceEnable=true',
        },
      },
    ),
    'inconclusive',
    'SEAMLESS_POP_HIDDEN',
    { setting: 'popConsumerKVServiceEnable=true' },
  ],
  [
    'a group that is behind',
    'source-drained',
    oneGroup({}, { source: { backlog: new Map([['orders', 3n]]), retries: 2n } }),
    undefined,
    'fail',
    'SEAMLESS_NOT_DRAINED',
    { left: 5n, groups: 'g' },
  ],
  [
    'a backlog that is not known',
    'source-drained',
    oneGroup({}, { source: { backlog: new Map() } }),
    undefined,
    'inconclusive',
    NOT_KNOWN,
    { about: 'g' },
  ],
  [
    'ends that moved lately',
    'source-drained',
    {},
    topicAt(
      'switching',
      {},
      {
        source: {
          ends: new Map([
            ['b:0', { end: 1n, stillSince: NOW - 70_000 }],
            ['b:1', { end: 1n, stillSince: NOW - 5_900 }],
          ]),
        },
      },
    ),
    'fail',
    'SEAMLESS_STILL_WRITTEN',
    { seconds: 5, needed: 60 },
  ],
  [
    'ends that moved lately, with writes held',
    'source-drained',
    {},
    topicAt(
      'switching',
      { kind: 'ordered', held: true },
      { source: { ends: new Map([['b:0', { end: 1n, stillSince: NOW - 5_900 }]]) } },
    ),
    'pass',
    undefined,
  ],
  [
    'ends that are not known',
    'target-drained',
    {},
    topicAt('dual-read', {}, { target: { ends: undefined } }),
    'inconclusive',
    NOT_KNOWN,
  ],
  [
    'a broadcast group',
    'source-drained',
    oneGroup({ broadcasting: true }),
    undefined,
    'inconclusive',
    'SEAMLESS_BROADCAST_UNMEASURED',
    { groups: 'g' },
  ],
  [
    'a target that was written',
    'target-unwritten',
    {},
    topicAt('switching', { kind: 'ordered', targetWritten: true }),
    'fail',
    'SEAMLESS_TARGET_WRITTEN',
  ],
  [
    'a target of which that is not known',
    'target-unwritten',
    {},
    topicAt('switching', { kind: 'ordered', targetWritten: undefined }),
    'inconclusive',
    NOT_KNOWN,
  ],
]);

test('retries that stay read because of another topic of the group are not waited for', () => {
  const facts = oneGroup({ topics: ['orders', 'other'] }, { source: { retries: 4n } });
  expect(measured('source-drained', facts)[0]).toBe('pass');
  const leaving = () => ({ source: 'none', target: 'read-write' }) as const;
  expect(measured('source-drained', facts, undefined, leaving)[1]).toBe('SEAMLESS_NOT_DRAINED');
});
