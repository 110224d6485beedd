import { describe, expect, it } from 'vitest';
import { namespaceOf, withNamespace, withoutNamespace } from '../../src/names/namespace.ts';
import {
  isInternalGroup,
  isInternalTopic,
  isSystemGroup,
  isSystemTopic,
} from '../../src/names/system-names.ts';
import { dlqTopic, popRetryTopic, replyTopic, retryTopic } from '../../src/names/topic-names.ts';

describe('a namespace', () => {
  it.each([
    ['orders', 'NS%orders'],
    ['%RETRY%group', '%RETRY%NS%group'],
    ['%DLQ%group', '%DLQ%NS%group'],
  ])('is put into %s and taken out again', (name, full) => {
    expect(withNamespace('NS', name)).toBe(full);
    expect(withNamespace('NS', full)).toBe(full);
    expect(namespaceOf(full)).toBe('NS');
    expect(namespaceOf(name)).toBeUndefined();
    expect(withoutNamespace(full)).toBe(name);
    expect(withoutNamespace(full, 'NS')).toBe(name);
    expect(withoutNamespace(full, 'N')).toBe(full);
    expect(withoutNamespace(name)).toBe(name);
  });

  it.each(['TBW102', 'RMQ_SYS_TRANS_HALF_TOPIC', 'rmq_sys_any%thing', 'CID_RMQ_SYS_TRANS'])(
    'is not in the system name %s',
    (name) => {
      expect(withNamespace('NS', name)).toBe(name);
      expect(withoutNamespace(name)).toBe(name);
      expect(namespaceOf(name)).toBeUndefined();
    },
  );

  it('may be missing', () => {
    expect(withNamespace(undefined, 'orders')).toBe('orders');
    expect(withNamespace('', 'orders')).toBe('orders');
    expect(withNamespace('NS', '')).toBe('');
    expect(withoutNamespace('%orders')).toBe('%orders');
  });
});

describe('topics and groups of RocketMQ itself', () => {
  const names = { clusters: ['DefaultCluster'], brokers: ['broker-a'] };

  it.each([
    'TBW102',
    'SCHEDULE_TOPIC_XXXX',
    'rmq_sys_wheel_timer',
    'CHECKPOINT_TOPIC',
    'DefaultHeartBeatSyncerTopic',
    'DefaultCluster',
    'broker-a',
    replyTopic('DefaultCluster'),
    retryTopic('group'),
    dlqTopic('group'),
    popRetryTopic('group', 'topic', '+'),
    '%LMQ%queue',
  ])('%s is internal', (topic) => expect(isInternalTopic(topic, names)).toBe(true));

  it.each(['orders', 'broker-b', 'RMQ_SYS', 'NS%orders', 'REPLY_TOPIC_OF_MINE'])('%s is a user’s', (topic) =>
    expect(isInternalTopic(topic, names)).toBe(false),
  );

  it('are system names only as far as clients know them', () => {
    expect(['broker-a', '%RETRY%group', 'rmq_sys_x', 'TBW102'].map(isSystemTopic)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(['CID_RMQ_SYS_TRANS', 'TOOLS_CONSUMER'].map(isSystemGroup)).toEqual([true, false]);
  });

  it('have groups of their own', () => {
    const groups = [
      'CID_RMQ_SYS_TRANS',
      'TOOLS_CONSUMER',
      'CID_DefaultHeartBeatSyncerTopic',
      'CID_ONSAPI_OWNER',
    ];
    expect(groups.map(isInternalGroup)).toEqual([true, true, true, true]);
    expect(['billing', 'CID_billing'].map(isInternalGroup)).toEqual([false, false]);
  });
});
