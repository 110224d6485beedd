import type { ConnectionConfig, OAuthToken } from '@mqferry/kafka';

/** How a thread reaches a cluster: as the process does, but for tokens, which it asks the main thread for. */
export type ThreadConfig = Omit<ConnectionConfig, 'sasl'> & {
  readonly sasl?:
    | Exclude<NonNullable<ConnectionConfig['sasl']>, { readonly mechanism: 'OAUTHBEARER' }>
    | { readonly mechanism: 'OAUTHBEARER' };
};

/** What of a configuration can be sent to a thread. */
export const toThread = ({ sasl, ...config }: ConnectionConfig): ThreadConfig => {
  if (!sasl) return config;
  return { ...config, sasl: sasl.mechanism === 'OAUTHBEARER' ? { mechanism: sasl.mechanism } : sasl };
};

/** The configuration in the thread; `token` asks for one. */
export const inThread = (
  { sasl, ...config }: ThreadConfig,
  token: () => Promise<OAuthToken>,
): ConnectionConfig => {
  if (!sasl) return config;
  return { ...config, sasl: sasl.mechanism === 'OAUTHBEARER' ? { ...sasl, token } : sasl };
};
