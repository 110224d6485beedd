import type { TopicMetadata } from '@mqferry/kafka';
import { expect, test } from 'vitest';
import { TopicIdentity } from '../../src/copier/topic-identity.ts';

const shown = (topicId: string | undefined): TopicMetadata => ({
  name: 'orders',
  topicId,
  isInternal: false,
  partitions: [],
});

const identityOf = (id: string | undefined): TopicIdentity => {
  const identity = new TopicIdentity();
  identity.expect('orders', id);
  return identity;
};

test('a topic with its id is the one that is copied', () => {
  expect(identityOf('a').refusal('orders', shown('a'), 0)).toBeUndefined();
});

test('a topic with another id was created again', () => {
  expect(identityOf('a').refusal('orders', shown('b'), 0)).toMatchObject({
    code: 'REPLICATION_TOPIC_RECREATED',
  });
});

test.each([
  [undefined, 'b'],
  ['a', undefined],
])('without ids on both sides (%s, %s) nothing is concluded', (id, now) => {
  expect(identityOf(id).refusal('orders', shown(now), 0)).toBeUndefined();
});

test('a topic is deleted when it is missing all the time, not when it comes back', () => {
  const identity = identityOf('a');
  expect(identity.refusal('orders', undefined, 0)).toBeUndefined();
  expect(identity.refusal('orders', undefined, 4_999)).toBeUndefined();
  expect(identity.refusal('orders', shown('a'), 4_999)).toBeUndefined();
  expect(identity.refusal('orders', undefined, 5_000)).toBeUndefined();
  expect(identity.refusal('orders', undefined, 9_999)).toBeUndefined();
  expect(identity.refusal('orders', undefined, 10_000)).toMatchObject({ code: 'REPLICATION_TOPIC_DELETED' });
});
