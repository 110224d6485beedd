import { expect, it } from 'vitest';
import { codeOf } from './coded.ts';
import { FakeBroker, type FakeReplies, metadataOf } from './fake-broker.ts';
import { clientOf } from './fake-cluster.ts';

const ILLEGAL_SASL_STATE = 34;
const UNSUPPORTED_SASL_MECHANISM = 33;

const hangUp: FakeReplies[string] = ({ socket }) => void socket.destroy();

const firstContact = async (replies: FakeReplies) => {
  const broker = await FakeBroker.start({ Metadata: hangUp, ...replies });
  return codeOf(clientOf([broker.address]).metadata());
};

it('tells a listener that wants a login from one that only hung up', async () => {
  const mechanisms = ['SCRAM-SHA-512', 'PLAIN'];
  const wanting = { SaslHandshake: () => ({ errorCode: UNSUPPORTED_SASL_MECHANISM, mechanisms }) };
  expect(await firstContact(wanting)).toBe('KAFKA_LOGIN_EXPECTED');
  const open = { SaslHandshake: () => ({ errorCode: ILLEGAL_SASL_STATE, mechanisms: [] }) };
  expect(await firstContact(open)).toBe('KAFKA_DISCONNECTED');
  expect(await firstContact({ SaslHandshake: hangUp })).toBe('KAFKA_DISCONNECTED');
});

it('asks no more about logins once it was let in', async () => {
  const broker = await FakeBroker.start({ Metadata: () => metadataOf([broker]) });
  const client = clientOf([broker.address]);
  await client.metadata();
  broker.replies = { Metadata: hangUp };
  expect(await codeOf(client.refreshMetadata())).toBe('KAFKA_DISCONNECTED');
  expect(broker.asked).not.toContain('SaslHandshake');
});
