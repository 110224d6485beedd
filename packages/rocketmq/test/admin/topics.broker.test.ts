import { describe, expect, test } from 'vitest';
import { ask } from '../../src/admin/rocketmq-admin.ts';
import { topicNames } from '../../src/admin/topic-names.ts';
import {
  deleteTopic,
  type NewTopic,
  putTopic,
  putTopics,
  topicConfig,
  topicConfigs,
} from '../../src/admin/topics.ts';
import { jsonBytes } from '../../src/protocol/json-text.ts';
import { UPDATE_AND_CREATE_TOPIC_LIST } from '../../src/protocol/requests/topics.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

const TOPIC: NewTopic = {
  topicName: 'orders',
  readQueueNums: 6,
  writeQueueNums: 4,
  perm: 6,
  topicFilterType: 'MULTI_TAG',
  topicSysFlag: 1,
  order: true,
};

describe.each(VERSIONS)('topics of RocketMQ %s', (version) => {
  // A broker of 5.5.0 tells that many at once, so that every reading takes several requests.
  const of = withCluster({ version, config: { splitMetadataSize: '4' } });
  const read = async (name: string) => {
    const { admin, broker } = of();
    return (await topicConfigs(admin, broker)).find(({ topicName }) => topicName === name);
  };

  test('a topic is read as it was created; 4.9 knows neither attributes nor, by this way, an order', async () => {
    const { admin, broker } = of();
    await putTopic(admin, broker, { ...TOPIC, attributes: { 'message.type': 'FIFO' } });
    expect(await read('orders')).toEqual(
      version === '4.9.7'
        ? { ...TOPIC, order: false, attributes: undefined }
        : { ...TOPIC, attributes: { 'message.type': 'FIFO' } },
    );
    expect(await topicNames(admin, 'DefaultCluster')).toContain('orders');
  });

  test('a topic is changed', async () => {
    const { admin, broker } = of();
    const changed = { ...TOPIC, order: false, perm: 4, readQueueNums: 8 };
    await putTopic(admin, broker, { ...changed, removedAttributes: ['message.type'] });
    const expected = { ...changed, attributes: version === '4.9.7' ? undefined : {} };
    expect(await read('orders')).toEqual(expected);
    expect(await topicConfig(admin, broker, 'orders')).toEqual(expected);
    expect(await topicConfig(admin, broker, 'nothing')).toBeUndefined();
  });

  test('a name that cannot be is refused', async () => {
    const { admin, broker } = of();
    const code = version === '4.9.7' ? 'ROCKETMQ_SYSTEM_ERROR' : 'ROCKETMQ_INVALID_PARAMETER';
    await expect(putTopic(admin, broker, { ...TOPIC, topicName: 'a b' })).rejects.toMatchObject({ code });
    await expect(putTopic(admin, broker, { ...TOPIC, topicName: 'TBW102' })).rejects.toMatchObject({ code });
  });

  test('many are created at once, those that would stay as they are and one that cannot be among them', async () => {
    const { admin, broker } = of();
    const wanted: NewTopic[] = [
      { ...TOPIC, topicName: 'many-1', order: false },
      { ...TOPIC, topicName: 'a b' },
      { ...TOPIC, topicName: 'many-2', order: false, attributes: { 'message.type': 'DELAY' } },
      { ...TOPIC, topicName: 'many-3', order: false },
    ];
    await putTopic(admin, broker, wanted[0]!);
    for (const topics of [wanted, wanted.toReversed()]) {
      const outcomes = await putTopics(admin, broker, topics);
      expect(outcomes.map(({ error }) => error === undefined)).toEqual(
        topics.map(({ topicName }) => topicName !== 'a b'),
      );
    }
    expect((await read('many-2'))?.attributes).toEqual(
      version === '4.9.7' ? undefined : { 'message.type': 'DELAY' },
    );
    expect(await read('many-3')).toMatchObject({ ...TOPIC, topicName: 'many-3', order: false });
  });

  test('a list with a topic that would stay as it is does nothing for the others, as 5.5.0 has it', async () => {
    if (version === '4.9.7') return;
    const { admin, broker } = of();
    const topicConfigList = ['many-1', 'many-4'].map((topicName) => ({ ...TOPIC, topicName, order: false }));
    await ask(admin, broker, UPDATE_AND_CREATE_TOPIC_LIST, {}, { body: jsonBytes({ topicConfigList }) });
    expect(await read('many-4')).toBeUndefined();
  });

  test('a deleted topic is gone from broker and name server', async () => {
    const { admin, broker } = of();
    const deletion = await deleteTopic(admin, 'DefaultCluster', 'orders');
    expect(deletion.brokers.map(({ broker: { address }, error }) => [address, error])).toEqual([
      [broker, undefined],
    ]);
    expect(deletion.nameServers.map(({ error }) => error)).toEqual([undefined]);
    expect(await read('orders')).toBeUndefined();
    expect(await topicNames(admin)).not.toContain('orders');
  });
});
