import type { OAuthToken } from '../connection-config.ts';
import type { SaslDialogue } from './dialogue.ts';

const SEPARATOR = '\x01';

/**
 * SASL OAUTHBEARER (RFC 7628) with Kafka's extensions (KIP-342). A broker that refuses the token answers with a
 * JSON text first and fails the exchange on the client's next message; that text is the reason given.
 */
export const oauthBearer = ({ value, extensions = {} }: OAuthToken): SaslDialogue => ({
  next: async (challenge) => {
    if (challenge === undefined) {
      const pairs = Object.entries(extensions).map(([name, text]) => `${name}=${text}${SEPARATOR}`);
      return Buffer.from(`n,,${SEPARATOR}auth=Bearer ${value}${SEPARATOR}${pairs.join('')}${SEPARATOR}`);
    }
    if (challenge.length > 0) throw new Error(`the broker refused the token: ${challenge.toString('utf8')}`);
    return undefined;
  },
});
