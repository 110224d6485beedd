import { expect } from 'vitest';
import { jsonBytes } from '../../../src/protocol/json-text.ts';
import { propertiesBytes } from '../../../src/protocol/properties.ts';
import { GET_BROKER_CONFIG, UPDATE_BROKER_CONFIG } from '../../../src/protocol/requests/broker-config.ts';
import {
  GET_BROKER_RUNTIME_INFO,
  GET_SYSTEM_TOPIC_LIST_FROM_BROKER,
} from '../../../src/protocol/requests/cluster.ts';
import {
  DELETE_SUBSCRIPTIONGROUP,
  GET_ALL_SUBSCRIPTIONGROUP_CONFIG,
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP,
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST,
} from '../../../src/protocol/requests/groups.ts';
import {
  DELETE_TOPIC_IN_BROKER,
  GET_ALL_TOPIC_CONFIG,
  GET_TOPIC_CONFIG,
  GET_TOPIC_STATS_INFO,
  QUERY_TOPIC_CONSUME_BY_WHO,
  UPDATE_AND_CREATE_TOPIC,
  UPDATE_AND_CREATE_TOPIC_LIST,
} from '../../../src/protocol/requests/topics.ts';
import { RESPONSE } from '../../../src/protocol/response-codes.ts';
import { groupNamed, topicNamed } from '../../fixtures/topics-and-groups.ts';
import { GROUP, type Place, TOPIC, type Trials } from './place.ts';

/** The first part is asked for, of a list that is short enough to come in one. */
const topics = async ({ ask }: Place) =>
  (await ask(GET_ALL_TOPIC_CONFIG, { topicSeq: 0, maxTopicNum: 1_000 })).body!.topics.map(
    ({ topicName }) => topicName,
  );

const groups = async ({ ask }: Place) =>
  (await ask(GET_ALL_SUBSCRIPTIONGROUP_CONFIG, { groupSeq: 0, maxGroupNum: 1_000 })).body!.groups.map(
    ({ groupName }) => groupName,
  );

const create = ({ ask }: Place, topicName: string) => {
  const { topicName: topic, attributes: _, ...config } = topicNamed(topicName);
  return ask(UPDATE_AND_CREATE_TOPIC, { topic, defaultTopic: 'TBW102', ...config });
};

export const brokerTrials: Trials = {
  UPDATE_AND_CREATE_TOPIC: async (place) => {
    await create(place, TOPIC);
    expect(await topics(place)).toContain(TOPIC);
  },
  UPDATE_AND_CREATE_TOPIC_LIST: async (place) => {
    const topicConfigList = ['list-1', 'list-2'].map((name) => ({ ...topicNamed(name), attributes: {} }));
    await place.ask(UPDATE_AND_CREATE_TOPIC_LIST, {}, jsonBytes({ topicConfigList }));
    expect(await topics(place)).toEqual(expect.arrayContaining(['list-1', 'list-2']));
  },
  GET_ALL_TOPIC_CONFIG: async ({ ask, version }) => {
    const { fields, body } = await ask(GET_ALL_TOPIC_CONFIG, {});
    expect(fields.totalTopicNum).toBe(version === '4.9.7' ? undefined : body!.topics.length);
  },
  GET_TOPIC_CONFIG: async ({ ask }) => {
    expect((await ask(GET_TOPIC_CONFIG, { topic: TOPIC })).body?.topicName).toBe(TOPIC);
    expect((await ask(GET_TOPIC_CONFIG, { topic: 'nothing' })).code).toBe(RESPONSE.TOPIC_NOT_EXIST);
  },
  GET_TOPIC_STATS_INFO: async ({ ask }) => {
    expect((await ask(GET_TOPIC_STATS_INFO, { topic: TOPIC })).body?.queues).toHaveLength(2);
    expect((await ask(GET_TOPIC_STATS_INFO, { topic: 'nothing' })).code).toBe(RESPONSE.TOPIC_NOT_EXIST);
  },
  QUERY_TOPIC_CONSUME_BY_WHO: async ({ ask }) => {
    expect((await ask(QUERY_TOPIC_CONSUME_BY_WHO, { topic: TOPIC })).body).toContain(GROUP);
  },
  DELETE_TOPIC_IN_BROKER: async (place) => {
    await create(place, 'short-lived');
    await place.ask(DELETE_TOPIC_IN_BROKER, { topic: 'short-lived' });
    expect(await topics(place)).not.toContain('short-lived');
  },
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP: async (place) => {
    await place.ask(UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, {}, jsonBytes(groupNamed('made')));
    expect(await groups(place)).toContain('made');
  },
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST: async (place) => {
    const groupConfigList = ['list-1', 'list-2'].map(groupNamed);
    await place.ask(UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST, {}, jsonBytes({ groupConfigList }));
    expect(await groups(place)).toEqual(expect.arrayContaining(['list-1', 'list-2']));
  },
  GET_ALL_SUBSCRIPTIONGROUP_CONFIG: async ({ ask, version }) => {
    const { fields, body } = await ask(GET_ALL_SUBSCRIPTIONGROUP_CONFIG, {});
    expect(fields.totalGroupNum).toBe(version === '4.9.7' ? undefined : body!.groups.length);
  },
  DELETE_SUBSCRIPTIONGROUP: async (place) => {
    await place.ask(DELETE_SUBSCRIPTIONGROUP, { groupName: 'made', removeOffset: true, cleanOffset: true });
    expect(await groups(place)).not.toContain('made');
  },
  UPDATE_BROKER_CONFIG: async ({ ask }) => {
    await ask(UPDATE_BROKER_CONFIG, {}, propertiesBytes({ waitTimeMillsInSendQueue: '234' }));
    expect((await ask(GET_BROKER_CONFIG, {})).body!.get('waitTimeMillsInSendQueue')).toBe('234');
  },
  GET_BROKER_CONFIG: async ({ ask }) => {
    const { fields, body } = await ask(GET_BROKER_CONFIG, {});
    expect(body!.get('brokerName')).toBe('broker-a');
    expect(fields.version).toContain('"counter"');
  },
  GET_BROKER_RUNTIME_INFO: async ({ ask, version }) => {
    // Until it has taken a first sample, ten seconds after its start.
    await expect
      .poll(async () => (await ask(GET_BROKER_RUNTIME_INFO, {})).body?.brokerVersionDesc)
      .toBe(`V${version.replaceAll('.', '_')}`);
  },
  GET_SYSTEM_TOPIC_LIST_FROM_BROKER: async ({ ask }) => {
    expect((await ask(GET_SYSTEM_TOPIC_LIST_FROM_BROKER, {})).body).toContain('SCHEDULE_TOPIC_XXXX');
  },
};
