import { expect, test } from 'vitest';
import { readDocument } from '../../../src/rocketmq-metadata/document/read-document.ts';
import { groupSettings, topicSettings } from '../support/documents.ts';

const topicConfig = (topicName: string, queues: number) => ({
  ...topicSettings({ readQueueNums: queues, writeQueueNums: queues }),
  topicName,
});

const files = (...values: readonly object[]) =>
  values.map((value, index) => ({ file: `${index}.json`, text: JSON.stringify(value, undefined, '\t') }));

test('the file of 4.9 for a cluster: its counts are those of all masters together', () => {
  const document = readDocument(
    files({
      topicConfigTable: {
        'INST%orders': topicConfig('INST%orders', 16),
        DefaultHeartBeatSyncerTopic: topicConfig('DefaultHeartBeatSyncerTopic', 8),
      },
      subscriptionGroupTable: { g: { ...groupSettings({ retryQueueNums: 2 }), groupName: 'g' } },
      exportTime: 1_763_800_000_000,
    }),
  );
  expect(document).toMatchObject({
    exportedAt: '2025-11-22T08:26:40.000Z',
    source: { kind: 'mqadmin', files: ['0.json'] },
    topics: [{ name: 'INST%orders', namespace: 'INST', queueCounts: 'sumOfBrokers' }],
    groups: [{ name: 'g', queueCounts: 'sumOfBrokers', settings: { retryQueueNums: 2 } }],
    namespaces: ['INST'],
    leftOut: { topics: ['DefaultHeartBeatSyncerTopic'], groups: [] },
  });
  expect(document.topics[0]).not.toHaveProperty('brokers');
  expect(document.warnings.map(({ code }) => code)).toEqual([
    'METADATA_FILE_TELLS_NO_ACL',
    'METADATA_QUEUES_SUMMED',
  ]);
});

test('the files of 5.x for one broker, topics and groups apart', () => {
  const group = {
    ...groupSettings(),
    groupName: 'g',
    consumeMessageOrderly: true,
    groupSysFlag: 0,
    consumeTimeoutMinute: 15,
    groupRetryPolicy: {
      type: 'EXPONENTIAL',
      exponentialRetryPolicy: { initial: 5000, max: 7_200_000, multiplier: 2 },
    },
    subscriptionDataSet: [
      { topic: 'a', expressionType: 'TAG', expression: '*', version: 1763800000000000000 },
    ],
    attributes: { 'priority.factor': '50' },
  };
  const text = JSON.stringify({ dataVersion: { counter: 1 }, subscriptionGroupTable: { g: group } });
  const document = readDocument([
    ...files({
      dataVersion: { counter: { value: 3 }, stateVersion: 0, timestamp: 1 },
      topicConfigTable: { a: { ...topicConfig('a', 4), attributes: { 'message.type': 'DELAY' } } },
      topicQueueMappingDetailMap: {},
    }),
    { file: '1.json', text: text.replace(/1763800000000000000|1\.7638e\+18/, '1763800000000000001') },
  ]);
  expect(document.topics).toMatchObject([
    { name: 'a', queueCounts: 'perBroker', settings: { attributes: { 'message.type': 'DELAY' } } },
  ]);
  expect(document.groups[0]!.settings).toEqual({
    ...groupSettings(),
    consumeMessageOrderly: true,
    groupSysFlag: 0,
    consumeTimeoutMinute: 15,
    groupRetryPolicy: group.groupRetryPolicy,
    subscriptionDataSet: [
      { topic: 'a', expressionType: 'TAG', expression: '*', version: '1763800000000000001' },
    ],
    attributes: { 'priority.factor': '50' },
  });
  expect(document.source.files).toEqual(['0.json', '1.json']);
});

test('files of two brokers that differ: the first counts, and it is told', () => {
  const document = readDocument(
    files({ topicConfigTable: { a: topicConfig('a', 4) } }, { topicConfigTable: { a: topicConfig('a', 8) } }),
  );
  expect(document.topics).toMatchObject([{ name: 'a', settings: { writeQueueNums: 4 } }]);
  expect(document.warnings.at(-1)).toMatchObject({
    code: 'METADATA_SAME_NAME_DIFFERS',
    parameters: { name: 'a', file: '1.json' },
  });
});

test('a config that is none is named', () => {
  expect(() => readDocument(files({ topicConfigTable: { a: { perm: 6 } } }))).toThrow(
    /topicConfigTable\.a: readQueueNums/,
  );
});
