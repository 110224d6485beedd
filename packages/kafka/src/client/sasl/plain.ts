import type { SaslDialogue } from './dialogue.ts';

/** SASL PLAIN (RFC 4616): one message with an empty authorisation id. */
export const plain = (username: string, password: string): SaslDialogue => ({
  next: async (challenge) =>
    challenge === undefined ? Buffer.from(`\0${username}\0${password}`) : undefined,
});
