import { isCopied, type Stage, type TrafficState } from '@mqferry/migration';
import type { StoredSwitch } from '@mqferry/store';
import { runbookOf, topicsOf } from './stored-switch.ts';

const TRAFFIC: Readonly<Record<Stage, TrafficState>> = {
  stopping: 'moving',
  'on-target': 'on-target',
  returning: 'moving',
  returned: 'on-source',
  aborted: 'on-source',
};

/** Where applications are. */
export interface Traffic {
  /** By topic; those that are not named never moved. */
  readonly states: ReadonlyMap<string, TrafficState>;
  /** Topics that are written on the target, and copied to the source. */
  readonly copiedBack: readonly string[];
}

/** Where the applications of a migration's topics are by its switches, the first one first. */
export const trafficOf = (
  switches: readonly Pick<StoredSwitch, 'topics' | 'stage' | 'runbook'>[],
): Traffic => {
  const states = new Map<string, TrafficState>();
  const back = new Set<string>();
  for (const { topics, stage, runbook } of switches) {
    const copied = isCopied(runbookOf({ runbook }));
    for (const topic of topicsOf({ topics })) {
      states.set(topic, TRAFFIC[stage as Stage]);
      if (copied && (stage === 'on-target' || stage === 'returning')) back.add(topic);
      else back.delete(topic);
    }
  }
  return { states, copiedBack: [...back].sort() };
};
