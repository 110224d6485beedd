import type { Migration } from '../api/types.ts';
import type { Tone } from '../parts/tone.ts';

/** The three things that are to be known of a migration. */
export const AXES = ['copy', 'verification', 'traffic'] as const;
export type Axis = (typeof AXES)[number];

const copyTone = ({ completed, error, intent, topics }: Migration): Tone => {
  if (completed) return 'good';
  if (error || topics.stopped > 0) return 'bad';
  if (intent === 'none') return 'idle';
  if (intent === 'pause') return 'paused';
  return topics.total > 0 && topics.inStep === topics.total ? 'good' : 'busy';
};

const verificationTone = ({ topics }: Migration): Tone => {
  if (topics.different > 0) return 'bad';
  if (topics.verified === 0) return 'idle';
  return topics.verified === topics.total ? 'good' : 'busy';
};

const trafficTone = ({ topics }: Migration): Tone => {
  if (topics.onTarget === 0) return 'idle';
  return topics.onTarget === topics.total ? 'good' : 'busy';
};

/** What each axis of a migration means for whoever is on call; the words come from the service. */
export const axisTone = (axis: Axis, migration: Migration): Tone =>
  ({ copy: copyTone, verification: verificationTone, traffic: trafficTone })[axis](migration);
