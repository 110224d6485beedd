import { describe, expect, test } from 'vitest';
import { deleteGroup, groupConfigs, type NewGroup, putGroup, putGroups } from '../../src/admin/groups.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

const GROUP: NewGroup = {
  groupName: 'shop',
  consumeEnable: true,
  consumeFromMinEnable: false,
  consumeBroadcastEnable: false,
  retryQueueNums: 2,
  retryMaxTimes: 9,
  brokerId: 1n,
  whichBrokerWhenConsumeSlowly: 2n,
  notifyConsumerIdsChangedEnable: false,
};

const SINCE_5: Partial<NewGroup> = {
  consumeMessageOrderly: true,
  groupRetryPolicy: {
    type: 'EXPONENTIAL',
    exponentialRetryPolicy: { initial: 1_000n, max: 9_007_199_254_740_993n, multiplier: 3n },
    customizedRetryPolicy: { next: [1_000n, 5_000n] },
  },
  groupSysFlag: 1,
  consumeTimeoutMinute: 7,
  subscriptionDataSet: [
    { topic: 'orders', expressionType: 'TAG', expression: 'a || b', version: 9_007_199_254_740_993n },
  ],
  attributes: { 'priority.factor': '50' },
};

/** What a broker of 5.5.0 makes of a group when nothing else is said. */
const DEFAULTS_OF_5: Partial<NewGroup> = {
  consumeMessageOrderly: false,
  groupRetryPolicy: { type: 'CUSTOMIZED' },
  groupSysFlag: 0,
  consumeTimeoutMinute: 15,
  attributes: {},
};

describe.each(VERSIONS)('groups of RocketMQ %s', (version) => {
  // A broker of 5.5.0 tells that many at once, so that every reading takes several requests.
  const of = withCluster({ version, config: { splitMetadataSize: '3' } });
  const knows5 = version !== '4.9.7';
  const read = async (name: string) => {
    const { admin, broker } = of();
    return (await groupConfigs(admin, broker)).find(({ groupName }) => groupName === name);
  };

  test('a group is read as it was created, but for what the release does not know', async () => {
    const { admin, broker } = of();
    await putGroup(admin, broker, { ...GROUP, ...SINCE_5 });
    expect(await read('shop')).toEqual(knows5 ? { ...GROUP, ...SINCE_5 } : GROUP);
  });

  test('what is left out gets the default of the release', async () => {
    const { admin, broker } = of();
    await putGroup(admin, broker, { ...GROUP, groupName: 'plain' });
    expect(await read('plain')).toEqual({ ...GROUP, groupName: 'plain', ...(knows5 ? DEFAULTS_OF_5 : {}) });
  });

  test('an attribute is removed', async () => {
    const { admin, broker } = of();
    await putGroup(admin, broker, { ...GROUP, removedAttributes: ['priority.factor'] });
    expect((await read('shop'))?.attributes).toEqual(knows5 ? {} : undefined);
  });

  test('5.x refuses a name that cannot be; 4.9 takes it', async () => {
    const { admin, broker } = of();
    const put = putGroup(admin, broker, { ...GROUP, groupName: 'a b' });
    if (knows5) await expect(put).rejects.toMatchObject({ code: 'ROCKETMQ_INVALID_PARAMETER' });
    else await put;
  });

  test('many are created at once, one that cannot be among them', async () => {
    const { admin, broker } = of();
    const wanted = ['many-1', 'a b c', 'many-2'].map((groupName) => ({ ...GROUP, ...SINCE_5, groupName }));
    const outcomes = await putGroups(admin, broker, wanted);
    const refused = knows5 ? 'ROCKETMQ_INVALID_PARAMETER' : undefined;
    expect(outcomes.map(({ error }) => error?.code)).toEqual([undefined, refused, undefined]);
    for (const groupName of ['many-1', 'many-2'])
      expect(await read(groupName)).toEqual({ ...GROUP, ...(knows5 ? SINCE_5 : {}), groupName });
  });

  test('a deleted group is gone', async () => {
    const { admin, broker } = of();
    const outcomes = await deleteGroup(admin, 'DefaultCluster', 'shop');
    expect(outcomes.map(({ broker: { address }, error }) => [address, error])).toEqual([[broker, undefined]]);
    expect(await read('shop')).toBeUndefined();
  });
});
