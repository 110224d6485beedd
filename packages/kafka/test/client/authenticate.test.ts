import { expect, it } from 'vitest';
import { authenticate, type LoginChannel } from '../../src/client/authenticate.ts';
import { clientErrors } from '../../src/client/errors.ts';
import { plain } from '../../src/client/sasl/plain.ts';
import { SaslAuthenticate, SaslHandshake } from '../../src/protocol/generated/index.ts';

const OK = { errorCode: 0, mechanisms: ['PLAIN'] };

interface Behaviour {
  readonly handshakeVersion?: number;
  readonly handshake?: object;
  readonly authenticate?: object;
  readonly raw?: () => Promise<Buffer>;
}

/** A channel to a broker that answers as told. */
const channelTo = (behaviour: Behaviour): { channel: LoginChannel; sent: unknown[] } => {
  const sent: unknown[] = [];
  const answers = new Map<unknown, object>([
    [SaslHandshake, behaviour.handshake ?? OK],
    [
      SaslAuthenticate,
      { errorCode: 0, authBytes: Buffer.alloc(0), sessionLifetimeMs: 0n, ...behaviour.authenticate },
    ],
  ]);
  const channel: LoginChannel = {
    broker: 'b:1',
    versionOf: (api) => (api === SaslHandshake ? (behaviour.handshakeVersion ?? 1) : 2),
    exchange: async <Req, Res>(api: unknown, message: Req) => {
      sent.push(message);
      return answers.get(api) as Res;
    },
    exchangeRaw: (token) => {
      sent.push(token);
      return behaviour.raw?.() ?? Promise.resolve(Buffer.alloc(0));
    },
  };
  return { channel, sent };
};

const login = (behaviour: Behaviour) => authenticate(channelTo(behaviour).channel, 'PLAIN', plain('u', 'p'));
const TOKEN = Buffer.from('\0u\0p');

it('shakes hands, sends the token, and tells how long the session lasts', async () => {
  const { channel, sent } = channelTo({ authenticate: { sessionLifetimeMs: 60_000n } });
  expect(await authenticate(channel, 'PLAIN', plain('u', 'p'))).toBe(60_000);
  expect(sent).toEqual([{ mechanism: 'PLAIN' }, { authBytes: TOKEN }]);
});

it('sends the bare token to a broker before 1.0', async () => {
  const { channel, sent } = channelTo({ handshakeVersion: 0 });
  expect(await authenticate(channel, 'PLAIN', plain('u', 'p'))).toBe(0);
  expect(sent).toEqual([{ mechanism: 'PLAIN' }, TOKEN]);
});

it('takes the hang-up of a broker before 1.0 for a refusal that may pass', async () => {
  const hangUp = clientErrors.KAFKA_DISCONNECTED({ broker: 'b:1', reason: 'closed' });
  const refused = login({ handshakeVersion: 0, raw: () => Promise.reject(hangUp) });
  await expect(refused).rejects.toMatchObject({ code: 'KAFKA_AUTHENTICATION_FAILED', cause: hangUp });
});

it.each([
  [{ handshake: { errorCode: 33, mechanisms: ['GSSAPI'] } }, 'KAFKA_MECHANISM_UNSUPPORTED', /GSSAPI/],
  [{ handshake: { errorCode: 34, mechanisms: [] } }, 'KAFKA_LOGIN_UNEXPECTED', /b:1/],
  [{ handshake: { errorCode: 42, mechanisms: [] } }, 'KAFKA_AUTHENTICATION_FAILED', /malformed/],
  [
    { authenticate: { errorCode: 58, errorMessage: 'bad password' } },
    'KAFKA_AUTHENTICATION_FAILED',
    /bad password/,
  ],
  [{ authenticate: { errorCode: 58, errorMessage: null } }, 'KAFKA_AUTHENTICATION_FAILED', /uthentication/],
])('says why a login fails: %o', async (behaviour, code, message) => {
  await expect(login(behaviour)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});
