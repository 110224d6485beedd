import { expect } from 'vitest';
import {
  ADD_WRITE_PERM_OF_BROKER,
  DELETE_KV_CONFIG,
  DELETE_TOPIC_IN_NAMESRV,
  GET_ALL_TOPIC_LIST_FROM_NAMESERVER,
  GET_BROKER_CLUSTER_INFO,
  GET_KV_CONFIG,
  GET_KVLIST_BY_NAMESPACE,
  GET_NAMESRV_CONFIG,
  GET_ROUTEINFO_BY_TOPIC,
  GET_SYSTEM_TOPIC_LIST_FROM_NS,
  GET_TOPICS_BY_CLUSTER,
  PUT_KV_CONFIG,
  WIPE_WRITE_PERM_OF_BROKER,
} from '../../../src/protocol/requests/name-server.ts';
import { RESPONSE } from '../../../src/protocol/response-codes.ts';
import { type Place, TOPIC, type Trials } from './place.ts';

const NAMESPACE = 'ORDER_TOPIC_CONFIG';
const ENTRY = { namespace: NAMESPACE, key: TOPIC };

const permOf = async ({ askNameServer }: Place) =>
  (await askNameServer(GET_ROUTEINFO_BY_TOPIC, { topic: TOPIC })).body?.queueDatas[0]?.perm;

export const nameServerTrials: Trials = {
  GET_ROUTEINFO_BY_TOPIC: async ({ askNameServer }) => {
    for (const acceptStandardJsonOnly of [undefined, true]) {
      const { body } = await askNameServer(GET_ROUTEINFO_BY_TOPIC, { topic: TOPIC, acceptStandardJsonOnly });
      expect(body).toMatchObject({ queueDatas: [{ brokerName: 'broker-a', readQueueNums: 2, perm: 6 }] });
    }
    const nothing = await askNameServer(GET_ROUTEINFO_BY_TOPIC, { topic: 'nothing' });
    expect([nothing.code, nothing.body]).toEqual([RESPONSE.TOPIC_NOT_EXIST, undefined]);
  },
  GET_BROKER_CLUSTER_INFO: async ({ askNameServer }) => {
    const { body } = await askNameServer(GET_BROKER_CLUSTER_INFO, {});
    expect(body!.clusters).toEqual(new Map([['DefaultCluster', ['broker-a']]]));
  },
  PUT_KV_CONFIG: async ({ askNameServer }) => {
    const { code } = await askNameServer(PUT_KV_CONFIG, { ...ENTRY, value: 'broker-a:2' });
    expect(code).toBe(RESPONSE.SUCCESS);
  },
  GET_KV_CONFIG: async ({ askNameServer }) => {
    expect((await askNameServer(GET_KV_CONFIG, ENTRY)).fields.value).toBe('broker-a:2');
    expect((await askNameServer(GET_KV_CONFIG, { ...ENTRY, key: 'nothing' })).code).toBe(
      RESPONSE.QUERY_NOT_FOUND,
    );
  },
  GET_KVLIST_BY_NAMESPACE: async ({ askNameServer }) => {
    const { body } = await askNameServer(GET_KVLIST_BY_NAMESPACE, { namespace: NAMESPACE });
    expect(body).toEqual({ [TOPIC]: 'broker-a:2' });
    expect((await askNameServer(GET_KVLIST_BY_NAMESPACE, { namespace: 'NOTHING' })).code).toBe(
      RESPONSE.QUERY_NOT_FOUND,
    );
  },
  DELETE_KV_CONFIG: async ({ askNameServer }) => {
    await askNameServer(DELETE_KV_CONFIG, ENTRY);
    expect((await askNameServer(GET_KV_CONFIG, ENTRY)).code).toBe(RESPONSE.QUERY_NOT_FOUND);
  },
  WIPE_WRITE_PERM_OF_BROKER: async (place) => {
    const { fields } = await place.askNameServer(WIPE_WRITE_PERM_OF_BROKER, { brokerName: 'broker-a' });
    expect(fields.wipeTopicCount).toBeGreaterThan(0);
    expect(await permOf(place)).toBe(4);
  },
  ADD_WRITE_PERM_OF_BROKER: async (place) => {
    const { fields } = await place.askNameServer(ADD_WRITE_PERM_OF_BROKER, { brokerName: 'broker-a' });
    expect(fields.addTopicCount).toBeGreaterThan(0);
    expect(await permOf(place)).toBe(6);
  },
  GET_ALL_TOPIC_LIST_FROM_NAMESERVER: async ({ askNameServer }) => {
    expect((await askNameServer(GET_ALL_TOPIC_LIST_FROM_NAMESERVER, {})).body).toContain(TOPIC);
  },
  GET_TOPICS_BY_CLUSTER: async ({ askNameServer }) => {
    expect((await askNameServer(GET_TOPICS_BY_CLUSTER, { cluster: 'DefaultCluster' })).body).toContain(TOPIC);
    expect((await askNameServer(GET_TOPICS_BY_CLUSTER, { cluster: 'Nowhere' })).body).toEqual([]);
  },
  GET_SYSTEM_TOPIC_LIST_FROM_NS: async ({ askNameServer }) => {
    const { body } = await askNameServer(GET_SYSTEM_TOPIC_LIST_FROM_NS, {});
    expect(body!.toSorted()).toEqual(['DefaultCluster', 'broker-a']);
  },
  GET_NAMESRV_CONFIG: async ({ askNameServer }) => {
    expect((await askNameServer(GET_NAMESRV_CONFIG, {})).body!.has('listenPort')).toBe(true);
  },
  DELETE_TOPIC_IN_NAMESRV: async (place) => {
    await place.askNameServer(DELETE_TOPIC_IN_NAMESRV, { topic: TOPIC, clusterName: 'DefaultCluster' });
    expect(await permOf(place)).toBeUndefined();
  },
};
