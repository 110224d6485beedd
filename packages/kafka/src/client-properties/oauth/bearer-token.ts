import type { OAuthToken } from '../../client/connection-config.ts';
import { oauthErrors } from './oauth-errors.ts';

/** The form of a bearer token (RFC 6750): anything else could smuggle further fields into the SASL message. */
const BEARER = /^[-._~+/A-Za-z0-9]+=*$/;

/** When a JSON web token expires, milliseconds since 1970, or undefined when it is none or does not say. */
const expiryOf = (value: string): number | undefined => {
  const [, payload] = value.split('.');
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const exp = (claims as { exp?: unknown } | null)?.exp;
    return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Makes a token of what an endpoint or a file gave, with the expiry it states, else the one given.
 * Throws OAUTH_TOKEN_MALFORMED, naming `source`.
 */
export const bearerToken = (
  text: string,
  source: string,
  extensions: Readonly<Record<string, string>>,
  expiry?: number,
): OAuthToken => {
  const value = text.trim();
  if (!BEARER.test(value)) throw oauthErrors.OAUTH_TOKEN_MALFORMED({ source });
  const lifetimeMs = expiryOf(value) ?? expiry;
  return {
    value,
    ...(lifetimeMs === undefined ? {} : { lifetimeMs }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
  };
};
