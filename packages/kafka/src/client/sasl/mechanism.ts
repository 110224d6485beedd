import type { SaslConfig } from '../connection-config.ts';
import type { SaslDialogue } from './dialogue.ts';
import { oauthBearer } from './oauthbearer.ts';
import { plain } from './plain.ts';
import { scram } from './scram.ts';

/** Starts a new login dialogue of the configured mechanism; what takes long, as fetching a token, is done then. */
export const startDialogue = async (config: SaslConfig): Promise<SaslDialogue> => {
  switch (config.mechanism) {
    case 'PLAIN':
      return plain(config.username, config.password);
    case 'SCRAM-SHA-256':
      return scram('sha256', config.username, config.password, config.tokenAuth ?? false);
    case 'SCRAM-SHA-512':
      return scram('sha512', config.username, config.password, config.tokenAuth ?? false);
    case 'OAUTHBEARER':
      return oauthBearer(await config.token());
  }
};
