import { describe, expect, test } from 'vitest';
import { topicNames } from '../../src/admin/topic-names.ts';
import { deleteTopic, type NewTopic, putTopic, topicConfigs } from '../../src/admin/topics.ts';
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
    expect(await read('orders')).toEqual({ ...changed, attributes: version === '4.9.7' ? undefined : {} });
  });

  test('a name that cannot be is refused', async () => {
    const { admin, broker } = of();
    const code = version === '4.9.7' ? 'ROCKETMQ_SYSTEM_ERROR' : 'ROCKETMQ_INVALID_PARAMETER';
    await expect(putTopic(admin, broker, { ...TOPIC, topicName: 'a b' })).rejects.toMatchObject({ code });
    await expect(putTopic(admin, broker, { ...TOPIC, topicName: 'TBW102' })).rejects.toMatchObject({ code });
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
