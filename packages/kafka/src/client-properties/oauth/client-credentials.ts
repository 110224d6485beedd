import { setTimeout as pause } from 'node:timers/promises';
import { isCodedError, NOT_ALLOWED, type TlsConfig } from '@mqferry/core';
import type { OAuthToken } from '../../client/connection-config.ts';
import { bearerToken } from './bearer-token.ts';
import { oauthErrors } from './oauth-errors.ts';
import { postForm } from './post-form.ts';

/** How to get a token by the client-credentials grant (RFC 6749, section 4.4). Times in milliseconds. */
export interface ClientCredentials {
  readonly url: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  /** Whether id and secret are form-encoded before they go into the header, as the RFC asks and few servers need. */
  readonly urlencodeHeader: boolean;
  readonly extensions: Readonly<Record<string, string>>;
  readonly tls?: TlsConfig;
  /** In CIDR notation, where the endpoint has to be; anywhere when absent. */
  readonly networks?: readonly string[] | undefined;
  readonly timeoutMs: number;
  /** The first wait before the endpoint is asked again; it doubles. */
  readonly retryBackoffMs: number;
  /** For how long the endpoint is asked again at most. */
  readonly retryBackoffMaxMs: number;
}

const LONGEST_REASON = 200;

/** Answers that would come again: the same ones after which Kafka's client gives up. */
const isFinal = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429;

/** The address without user name, password and query, fit to be shown. */
const shown = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

const parseJson = (body: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const authorization = ({ clientId, clientSecret, urlencodeHeader }: ClientCredentials): string => {
  const encode = (text: string) =>
    urlencodeHeader ? new URLSearchParams({ '': text }).toString().slice(1) : text;
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64')}`;
};

/** What the endpoint says of a refusal, cut short, and without the secret should it repeat that. */
const reasonOf = (answer: Readonly<Record<string, unknown>>, secret: string): string => {
  const parts = [answer.error, answer.error_description].filter((part) => typeof part === 'string');
  const text = parts.join(' – ').replaceAll(secret, '***').replace(/\s+/g, ' ');
  return text === '' ? 'no reason' : text.slice(0, LONGEST_REASON);
};

const requestToken = async (credentials: ClientCredentials): Promise<OAuthToken> => {
  const { url, scope, tls, timeoutMs, extensions, networks } = credentials;
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope ? { scope } : {}) });
  const headers = { authorization: authorization(credentials) };
  const request = { url, headers, form, timeoutMs, networks, ...(tls ? { tls } : {}) };
  const { status, body } = await postForm(request).catch((error: NodeJS.ErrnoException) => {
    if (error.code === NOT_ALLOWED) throw oauthErrors.OAUTH_ENDPOINT_NOT_ALLOWED({ url: shown(url) }, error);
    const reason = error.code ?? error.message;
    throw oauthErrors.OAUTH_ENDPOINT_UNREACHABLE({ url: shown(url), reason }, error);
  });
  const answer = parseJson(body);
  const { access_token: token, expires_in: seconds } = answer;
  if ((status === 200 || status === 201) && typeof token === 'string') {
    const expiry = Number(seconds) > 0 ? Date.now() + Number(seconds) * 1000 : undefined;
    return bearerToken(token, shown(url), extensions, expiry);
  }
  if (isFinal(status) || status < 400) {
    const reason = reasonOf(answer, credentials.clientSecret);
    throw oauthErrors.OAUTH_TOKEN_REFUSED({ url: shown(url), status, reason });
  }
  throw oauthErrors.OAUTH_ENDPOINT_UNREACHABLE({ url: shown(url), reason: `HTTP ${status}` });
};

/**
 * Asks the endpoint for a token, again after network errors and answers that may pass.
 * Throws OAUTH_ENDPOINT_UNREACHABLE, OAUTH_ENDPOINT_NOT_ALLOWED, OAUTH_TOKEN_REFUSED, OAUTH_TOKEN_MALFORMED.
 */
export const fetchClientCredentialsToken = async (credentials: ClientCredentials): Promise<OAuthToken> => {
  const giveUpAt = Date.now() + credentials.retryBackoffMaxMs;
  for (let wait = credentials.retryBackoffMs; ; wait *= 2) {
    try {
      return await requestToken(credentials);
    } catch (error) {
      const mayPass = isCodedError(error) && error.retriable;
      if (!mayPass || Date.now() + wait > giveUpAt) throw error;
    }
    await pause(wait);
  }
};
