import { ByteWriter } from '@mqferry/core';
import { expect, test } from 'vitest';
import { assignedPartitions } from '../../src/admin/member-assignment.ts';
import { consumerProtocolAssignment } from '../../src/protocol/generated/index.ts';

const PARTITIONS = [
  { topic: 'orders', partition: 0 },
  { topic: 'orders', partition: 2 },
];

/** What the leader of a classic group assigns, in a version of its format. */
const assigned = (version: number): Buffer => {
  const writer = new ByteWriter();
  writer.int16(version);
  const known = Math.min(version, consumerProtocolAssignment.maxVersion);
  const topics = [{ topic: 'orders', partitions: [0, 2] }];
  consumerProtocolAssignment.encode(writer, { assignedPartitions: topics, userData: null }, known);
  return writer.toBuffer();
};

test.each([0, 3, 9])('of a classic consumer, version %i', (version) => {
  expect(assignedPartitions({ memberAssignment: assigned(version) }, 'consumer')).toEqual(PARTITIONS);
});

test('of a member of a newer group', () => {
  const topicPartitions = [{ topicName: 'orders', partitions: [0, 2] }];
  expect(assignedPartitions({ assignment: { topicPartitions } }, undefined)).toEqual(PARTITIONS);
});

test('is none before there is one, and not known where it is not told in partitions', () => {
  expect(assignedPartitions({ memberAssignment: Buffer.alloc(0) }, 'consumer')).toEqual([]);
  expect(assignedPartitions({ memberAssignment: Buffer.from([0, 0, 9]) }, 'consumer')).toBeUndefined();
  expect(assignedPartitions({ memberAssignment: assigned(0) }, 'connect')).toBeUndefined();
  expect(assignedPartitions({ assignment: { activeTasks: [] } }, undefined)).toBeUndefined();
});
