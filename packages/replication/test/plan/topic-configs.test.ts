import type { ConfigEntry, ConfigSource } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import { CONFIG_POLICY, policyOf } from '../../src/plan/config-policy.ts';
import { configsToCopy, configsToHold } from '../../src/plan/topic-configs.ts';

const entries = (...items: [name: string, value: string, source?: ConfigSource][]) =>
  new Map(
    items.map(([name, value, source = 'topic']): [string, ConfigEntry] => [name, { name, value, source }]),
  );

const defaults = new Map<string, string | null>([
  ['cleanup.policy', 'delete'],
  ['retention.ms', '604800000'],
  ['retention.bytes', '-1'],
  ['compression.type', 'producer'],
  ['max.message.bytes', '1048588'],
  ['message.timestamp.type', 'CreateTime'],
  ['message.timestamp.before.max.ms', '9223372036854775807'],
  ['message.timestamp.after.max.ms', '3600000'],
  ['leader.replication.throttled.replicas', ''],
]);

describe('configs to copy', () => {
  it('are the topic’s own, and what shapes the log when the target’s defaults differ', () => {
    const { configs, notes } = configsToCopy(
      entries(
        ['compression.type', 'gzip'],
        ['retention.ms', '86400000', 'static-broker'],
        ['retention.bytes', '-1', 'default'],
        ['message.format.version', '2.8-IV1'],
        ['leader.replication.throttled.replicas', '0:1'],
        ['segment.jitter.ms', '5', 'static-broker'],
      ),
      defaults,
      { replicationFactor: 3 },
    );
    expect(configs).toEqual({ 'compression.type': 'gzip', 'retention.ms': '86400000' });
    expect(notes.map(({ name, reason }) => [name, reason])).toEqual([
      ['message.format.version', 'unknown-on-target'],
      ['leader.replication.throttled.replicas', 'names-source-brokers'],
    ]);
  });
});

describe('the policy', () => {
  it('adapts what the target cannot have, and says so', () => {
    const own = entries(['segment.bytes', '16384'], ['min.insync.replicas', '3'], ['flush.ms', '7']);
    const known = new Map([
      ...defaults,
      ['segment.bytes', ''],
      ['min.insync.replicas', ''],
      ['flush.ms', ''],
    ]);
    const { configs, notes } = configsToCopy(own, known, { replicationFactor: 2 });
    expect(configs).toEqual({ 'segment.bytes': '1048576', 'min.insync.replicas': '2', 'flush.ms': '7' });
    expect(notes).toEqual([
      { name: 'segment.bytes', source: '16384', target: '1048576', reason: 'below-target-minimum' },
      { name: 'min.insync.replicas', source: '3', target: '2', reason: 'above-target-replicas' },
    ]);
    expect(configsToCopy(own, known, { replicationFactor: 3 }).configs['min.insync.replicas']).toBe('3');
  });

  it('has one row for each config, and one for all others', () => {
    const names = CONFIG_POLICY.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(policyOf('flush.ms')).toBe(CONFIG_POLICY.at(-1));
    expect(policyOf('retention.ms')).toMatchObject({ manner: 'copied', scope: 'effective' });
  });
});

describe('configs to hold', () => {
  it('keep old data, times and batches as they are, and return to what they were', () => {
    const held = configsToHold(entries(['max.message.bytes', '10485760']), defaults, {
      'compression.type': 'gzip',
      'retention.ms': '86400000',
      'message.timestamp.type': 'LogAppendTime',
    });
    expect(Object.fromEntries(held.map(({ name, during, after }) => [name, [during, after]]))).toEqual({
      'retention.ms': ['-1', '86400000'],
      'message.timestamp.type': ['CreateTime', 'LogAppendTime'],
      'message.timestamp.after.max.ms': ['9223372036854775807', null],
      'compression.type': ['producer', 'gzip'],
      'max.message.bytes': ['10485760', null],
    });
  });

  it('are none when nothing is in the way', () => {
    const easy = new Map([
      ...defaults,
      ['retention.ms', '-1'],
      ['message.timestamp.after.max.ms', '9223372036854775807'],
    ] as [string, string][]);
    expect(configsToHold(entries(['max.message.bytes', '1048588']), easy, {})).toEqual([]);
  });

  it('let batches of any size in when the source does not tell its limit', () => {
    const held = configsToHold(entries(), defaults, {});
    expect(held.find(({ name }) => name === 'max.message.bytes')?.during).toBe('104857600');
  });
});
