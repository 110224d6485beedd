import type { OAuthToken } from '../../client/connection-config.ts';

/** Makes and keeps tokens. Times in milliseconds. */
export interface TokenCacheOptions {
  readonly fetchToken: () => Promise<OAuthToken>;
  /** Share of a token's lifetime, from 0 to 1, after which a new one is fetched. */
  readonly refreshAfter: number;
  readonly now?: () => number;
}

/**
 * Keeps a token until most of its lifetime is over. Callers that come at once share one request. When a new
 * token cannot be had, the old one serves until it expires. A token that does not say when it expires is not kept.
 */
export const createTokenCache = ({
  fetchToken,
  refreshAfter,
  now = Date.now,
}: TokenCacheOptions): (() => Promise<OAuthToken>) => {
  let held:
    | { readonly token: OAuthToken; readonly refreshAt: number; readonly expiresAt: number }
    | undefined;
  let pending: Promise<OAuthToken> | undefined;

  const refresh = async (): Promise<OAuthToken> => {
    try {
      const token = await fetchToken();
      const fetchedAt = now();
      const expiresAt = token.lifetimeMs ?? fetchedAt;
      held = { token, expiresAt, refreshAt: fetchedAt + (expiresAt - fetchedAt) * refreshAfter };
      return token;
    } catch (error) {
      if (held && now() < held.expiresAt) return held.token;
      throw error;
    } finally {
      pending = undefined;
    }
  };

  return async () => {
    if (held && now() < held.refreshAt) return held.token;
    pending ??= refresh();
    return pending;
  };
};
