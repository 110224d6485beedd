import type { ConnectionConfig } from '@mqferry/kafka';
import { expect, test } from 'vitest';
import { inThread, toThread } from '../../src/threads/thread-config.ts';

const token = { value: 'secret' };
const reachable = {
  bootstrap: [{ host: 'one', port: 9093 }],
  tls: { ca: ['pem'], verifyHostname: true },
} as const;

test.each<[string, ConnectionConfig]>([
  ['plain text', { bootstrap: reachable.bootstrap }],
  ['a password', { ...reachable, sasl: { mechanism: 'PLAIN', username: 'u', password: 'p' } }],
])('a thread gets the same configuration: %s', (_, config) => {
  expect(inThread(structuredClone(toThread(config)), async () => token)).toEqual(config);
});

test('a token is asked for where it is made', async () => {
  const config: ConnectionConfig = {
    ...reachable,
    sasl: { mechanism: 'OAUTHBEARER', token: async () => ({ value: 'not sent' }) },
  };
  const { sasl, ...rest } = inThread(structuredClone(toThread(config)), async () => token);
  expect(rest).toEqual(reachable);
  expect(sasl?.mechanism === 'OAUTHBEARER' && (await sasl.token())).toBe(token);
});
