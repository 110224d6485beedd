import { codedErrorIn, isCodedError } from '@mqferry/core';
import type { Api } from '../protocol/api.ts';
import { kafkaErrorByCode } from '../protocol/error-codes.ts';
import { SaslAuthenticate, SaslHandshake } from '../protocol/generated/index.ts';
import type { Loose } from '../protocol/message-codec.ts';
import { clientErrors } from './errors.ts';
import type { SaslDialogue } from './sasl/dialogue.ts';

/** What a login needs of the connection it happens on. */
export interface LoginChannel {
  readonly broker: string;
  versionOf(api: Api<unknown, unknown>): number;
  exchange<Req, Res>(api: Api<Req, Res>, message: Loose<Req>, version: number): Promise<Res>;
  /** Sends a bare token without a Kafka header, as brokers before 1.0 want it, and gives the bare answer. */
  exchangeRaw(token: Buffer): Promise<Buffer>;
}

const UNSUPPORTED_SASL_MECHANISM = 33;
const ILLEGAL_SASL_STATE = 34;

/**
 * Logs in on a connection (SaslHandshake, then SaslAuthenticate; bare tokens after SaslHandshake v0).
 * Returns the session's life in milliseconds, 0 when the broker sets no limit (KIP-368).
 * Throws KAFKA_MECHANISM_UNSUPPORTED, KAFKA_LOGIN_UNEXPECTED or KAFKA_AUTHENTICATION_FAILED.
 */
export const authenticate = async (
  channel: LoginChannel,
  mechanism: string,
  dialogue: SaslDialogue,
): Promise<number> => {
  const { broker } = channel;
  const refused = (reason: string, cause?: unknown) =>
    clientErrors.KAFKA_AUTHENTICATION_FAILED({ broker, mechanism, reason }, cause);

  const handshakeVersion = channel.versionOf(SaslHandshake);
  const handshake = await channel.exchange(SaslHandshake, { mechanism }, handshakeVersion);
  if (handshake.errorCode === UNSUPPORTED_SASL_MECHANISM) {
    const offered = handshake.mechanisms.join(', ');
    throw clientErrors.KAFKA_MECHANISM_UNSUPPORTED({ broker, mechanism, offered });
  }
  if (handshake.errorCode === ILLEGAL_SASL_STATE) throw clientErrors.KAFKA_LOGIN_UNEXPECTED({ broker });
  if (handshake.errorCode !== 0) throw refused(kafkaErrorByCode(handshake.errorCode).message);

  let lifetimeMs = 0;
  const send = async (token: Buffer): Promise<Buffer> => {
    if (handshakeVersion === 0) return channel.exchangeRaw(token);
    const version = channel.versionOf(SaslAuthenticate);
    const answer = await channel.exchange(SaslAuthenticate, { authBytes: token }, version);
    if (answer.errorCode !== 0) {
      throw refused(answer.errorMessage ?? kafkaErrorByCode(answer.errorCode).message);
    }
    lifetimeMs = Number(answer.sessionLifetimeMs);
    return answer.authBytes;
  };

  try {
    for (let token = await dialogue.next(undefined); token !== undefined; ) {
      token = await dialogue.next(await send(token));
    }
  } catch (error) {
    if (handshakeVersion === 0 && isCodedError(error, 'KAFKA_DISCONNECTED')) {
      // Brokers before 1.0 have no way to say no but to hang up.
      throw refused('the broker closed the connection', error);
    }
    throw codedErrorIn(error) ? error : refused((error as Error).message, error);
  }
  return lifetimeMs;
};
