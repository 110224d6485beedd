import { SaslHandshake } from '../protocol/generated/index.ts';
import { BrokerConnection, type BrokerConnectionOptions } from './broker-connection.ts';
import { clientErrors } from './errors.ts';
import type { BrokerAddress } from './open-socket.ts';

/** The answer of a listener that takes no logins. */
const ILLEGAL_SASL_STATE = 34;

/**
 * A listener that wants a login answers ApiVersions without one and hangs up on anything else. Asks a listener that
 * hung up whether it is of that kind: gives KAFKA_LOGIN_EXPECTED then, else `hangUp` as it was.
 */
export const explainHangUp = async (
  address: BrokerAddress,
  options: BrokerConnectionOptions,
  hangUp: Error,
): Promise<Error> => {
  try {
    const connection = await BrokerConnection.open(address, options);
    try {
      const { errorCode, mechanisms } = await connection.send(SaslHandshake, { mechanism: '' });
      if (errorCode === ILLEGAL_SASL_STATE) return hangUp;
      const offered = mechanisms.join(', ');
      return clientErrors.KAFKA_LOGIN_EXPECTED({ broker: connection.broker, offered }, hangUp);
    } finally {
      connection.close();
    }
  } catch {
    return hangUp;
  }
};
