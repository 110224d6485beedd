import type { SaslConfig } from '../connection-config.ts';
import type { SaslDialogue } from './dialogue.ts';
import { oauthBearer } from './oauthbearer.ts';
import { plain } from './plain.ts';
import { scram } from './scram.ts';

/** Starts a new login dialogue of the configured mechanism. */
export const startDialogue = (config: SaslConfig): SaslDialogue => {
  switch (config.mechanism) {
    case 'PLAIN':
      return plain(config.username, config.password);
    case 'SCRAM-SHA-256':
      return scram('sha256', config.username, config.password, config.tokenAuth ?? false);
    case 'SCRAM-SHA-512':
      return scram('sha512', config.username, config.password, config.tokenAuth ?? false);
    case 'OAUTHBEARER':
      return oauthBearer(config.token);
  }
};
