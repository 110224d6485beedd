import type { Fault, Scene } from '../scene.ts';
import {
  brokerKilled,
  brokerPaused,
  brokerRestarted,
  leadersMoved,
  twoBrokersKilled,
  type Whose,
} from './brokers.ts';
import {
  allCut,
  answerOverdue,
  answersDelayed,
  cutInside,
  deliveredBehind,
  deliveredLater,
  fetchCut,
} from './connections.ts';
import { diskFull, foreignWriter, throttled } from './limits.ts';

type Happening = (scene: Scene, whose: Whose) => Promise<void>;

const onTarget = (happening: Happening): Fault => ({ strike: (scene) => happening(scene, 'target') });

const onSource = (happening: Happening): Fault => ({
  strike: (scene) => happening(scene, 'source'),
  blursSource: true,
});

const pausedFor =
  (longestMs: number): Happening =>
  (scene, whose) =>
    brokerPaused(scene, whose, longestMs);

/** All of them by name, those that are made by seed in this order. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'copier-killed': { strike: ({ killCopier }) => killCopier() },
  'copier-paused': { strike: ({ random, pauseCopier }) => pauseCopier(1_000 + random.below(14_000)) },
  'broker-killed': onTarget(brokerKilled),
  'broker-restarted': onTarget(brokerRestarted),
  'broker-paused': onTarget(pausedFor(20_000)),
  'too-few-in-sync': onTarget(twoBrokersKilled),
  'leaders-moved': onTarget(leadersMoved),
  'cut-in-request': { strike: cutInside, direction: 'request' },
  'cut-in-answer': { strike: cutInside, direction: 'answer' },
  'all-connections-cut': { strike: allCut },
  'answers-delayed': { strike: answersDelayed },
  'answer-overdue': { strike: answerOverdue, direction: 'answer' },
  'request-delivered-behind': { strike: deliveredBehind, direction: 'request' },
  'request-delivered-later': { strike: deliveredLater, direction: 'request' },
  'target-throttles': onTarget(throttled),
  'target-disk-full': { strike: diskFull },
  'source-throttles': { strike: (scene) => throttled(scene, 'source') },
  'source-fetch-cut': { strike: fetchCut },
  'source-broker-killed': onSource(brokerKilled),
  'source-broker-restarted': onSource(brokerRestarted),
  'source-broker-paused': onSource(pausedFor(30_000)),
  'source-leaders-moved': onSource(leadersMoved),
  'foreign-writer': {
    strike: foreignWriter,
    stops: ['REPLICATION_DIVERGED', 'REPLICATION_TARGET_HAS_OTHER_DATA'],
  },
};

/** Those after which the copy goes on. */
export const SURVIVABLE = Object.keys(FAULTS).filter((name) => FAULTS[name]!.stops === undefined);
