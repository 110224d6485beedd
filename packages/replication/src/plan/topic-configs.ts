import type { ConfigEntry } from '@mqferry/kafka';
import { type NewTopicShape, policyOf } from './config-policy.ts';
import type { ConfigNote, HeldConfig, HeldConfigReason } from './migration-plan.ts';

const NEVER_LIMITED = '9223372036854775807';
/** Filler batches and re-framed ones need this much, whatever the topic's own limit is. */
const SMALLEST_BATCH_LIMIT = 1024 * 1024;
/** Where the source does not tell its limit: what a request may have by a broker's default (socket.request.max.bytes). */
const UNTOLD_BATCH_LIMIT = 100 * 1024 * 1024;

/** Values by config name, as the target has them for the topic (or would, by its defaults). */
export type ConfigValues = ReadonlyMap<string, string | null>;

/** The configs a new topic gets in the end by the policy, and what was left out or is not as it was. */
export const configsToCopy = (
  source: ReadonlyMap<string, ConfigEntry>,
  targetDefaults: ConfigValues,
  shape: NewTopicShape,
): { configs: Record<string, string>; notes: ConfigNote[] } => {
  const configs: Record<string, string> = {};
  const notes: ConfigNote[] = [];
  for (const { name, value, source: origin } of source.values()) {
    const { manner, scope, adapt } = policyOf(name);
    if (value === null || (origin !== 'topic' && scope === 'own')) continue;
    if (manner === 'not-copied') {
      if (value !== '')
        notes.push({ name, source: value, target: undefined, reason: 'names-source-brokers' });
    } else if (!targetDefaults.has(name)) {
      notes.push({ name, source: value, target: undefined, reason: 'unknown-on-target' });
    } else if (origin === 'topic' || targetDefaults.get(name) !== value) {
      const adapted = adapt?.(value, shape);
      configs[name] = adapted?.value ?? value;
      if (adapted) notes.push({ name, source: value, target: adapted.value, reason: adapted.reason });
    }
  }
  return { configs, notes };
};

/**
 * What must be different while the copy runs. `current` are the values the topic has, or would have, on the
 * target; `own` those set on the topic itself, to which it returns.
 */
export const configsToHold = (
  source: ReadonlyMap<string, ConfigEntry>,
  current: ConfigValues,
  own: Readonly<Record<string, string>>,
): HeldConfig[] => {
  const held: HeldConfig[] = [];
  const hold = (name: string, during: string, reason: HeldConfigReason) => {
    const value = own[name] ?? current.get(name);
    if (current.has(name) && value !== during) held.push({ name, during, after: own[name] ?? null, reason });
  };
  const policy = own['cleanup.policy'] ?? current.get('cleanup.policy');
  // Records cannot be deleted from the start of a log that is only compacted, which raising the log start takes.
  if (policy?.includes('compact')) hold('cleanup.policy', 'delete', 'compaction');
  hold('retention.ms', '-1', 'retention');
  hold('retention.bytes', '-1', 'retention');
  hold('message.timestamp.type', 'CreateTime', 'timestamps');
  if (current.has('message.timestamp.before.max.ms')) {
    hold('message.timestamp.before.max.ms', NEVER_LIMITED, 'timestamps');
    hold('message.timestamp.after.max.ms', NEVER_LIMITED, 'timestamps');
  } else {
    hold('message.timestamp.difference.max.ms', NEVER_LIMITED, 'timestamps');
  }
  hold('compression.type', 'producer', 'batches');
  const limitOnTarget = numberOf(own['max.message.bytes'] ?? current.get('max.message.bytes'));
  const limitOnSource = source.get('max.message.bytes')?.value ?? UNTOLD_BATCH_LIMIT;
  const largest = Math.max(Number(limitOnSource), SMALLEST_BATCH_LIMIT);
  if (limitOnTarget < largest) hold('max.message.bytes', String(largest), 'batches');
  return held;
};

const numberOf = (value: string | null | undefined): number => Number(value ?? 0);
