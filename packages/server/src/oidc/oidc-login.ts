import { randomUUID } from 'node:crypto';
import type { Role } from '@mqferry/api';
import { codedErrorIn, type Hidden } from '@mqferry/core';
import * as client from 'openid-client';
import type { Networks } from '../clusters/open-connection.ts';
import { oidcErrors } from './oidc-errors.ts';
import { DEFAULT_SCOPES, issuerOf, type OidcOptions, readClientSecret, roleOf } from './oidc-options.ts';
import { outgoingFetch } from './outgoing-fetch.ts';

/** Whom the provider says somebody is. */
export interface ExternalIdentity {
  readonly issuer: string;
  /** Who it is to the issuer, for good. */
  readonly subject: string;
  /** What they may be called here. */
  readonly name: string;
  /** Undefined: none. */
  readonly role: Role | undefined;
}

interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** So long somebody may take at the provider, in milliseconds. */
const PATIENCE_MS = 10 * 60 * 1000;
/** Logins that were begun and not finished are remembered at most: the longest ago is forgotten first. */
const REMEMBERED = 10_000;
const LONGEST_NAME = 100;

/** What people are called, on one line; the subject where the provider says nothing. */
const nameIn = (claims: Readonly<Record<string, unknown>>, subject: string): string => {
  const told = [claims.preferred_username, claims.email, claims.name].find(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  );
  return (told ?? subject)
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, LONGEST_NAME)
    .trim();
};

/** Logging in by a provider of identities: the authorization code with PKCE, state and nonce (OpenID Connect Core, 3.1). */
export class OidcLogin {
  /** What people call the provider. */
  readonly name: string;
  /** What tells the role. */
  readonly roleClaim: string;
  readonly #options: OidcOptions;
  readonly #issuer: URL;
  readonly #secret: Hidden;
  readonly #networks: Networks;
  readonly #pending = new Map<string, Pending>();
  #configuration: Promise<client.Configuration> | undefined;

  private constructor(options: OidcOptions, secret: Hidden, networks: Networks) {
    this.#options = options;
    this.#issuer = issuerOf(options);
    this.#secret = secret;
    this.#networks = networks;
    this.name = options.name ?? this.#issuer.host;
    this.roleClaim = options.roleClaim;
  }

  /** Reads the secret; the provider is asked when somebody logs in first. Throws OIDC_ISSUER_INVALID and OIDC_SECRET_UNREADABLE. */
  static async open(options: OidcOptions, networks: Networks): Promise<OidcLogin> {
    return new OidcLogin(options, await readClientSecret(options), networks);
  }

  /** Where a browser is to go, and by what it is known when it comes back. Throws OIDC_UNREACHABLE and OIDC_NOT_ALLOWED. */
  async begin(redirectUri: string, now: Date): Promise<{ readonly url: string; readonly id: string }> {
    const configuration = await this.#discovered();
    const [state, nonce, verifier] = [
      client.randomState(),
      client.randomNonce(),
      client.randomPKCECodeVerifier(),
    ];
    const url = client.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: redirectUri, scope: this.#options.scopes ?? DEFAULT_SCOPES, state, nonce },
      ...{
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      },
    });
    const id = randomUUID();
    this.#pending.set(id, { state, nonce, verifier, redirectUri, at: now.getTime() });
    for (const oldest of this.#pending.keys()) {
      if (this.#pending.size <= REMEMBERED) break;
      this.#pending.delete(oldest);
    }
    return { url: url.href, id };
  }

  /**
   * Who came back with these parameters; a login is finished once. Throws OIDC_EXPIRED, OIDC_REFUSED, OIDC_UNREACHABLE
   * and OIDC_NOT_ALLOWED.
   */
  async finish(id: string | undefined, search: string, now: Date): Promise<ExternalIdentity> {
    const pending = id === undefined ? undefined : this.#pending.get(id);
    if (id !== undefined) this.#pending.delete(id);
    if (!pending || now.getTime() - pending.at > PATIENCE_MS) throw oidcErrors.OIDC_EXPIRED({});
    const { state, nonce, verifier, redirectUri } = pending;
    const returned = new URL(redirectUri);
    returned.search = search;
    const configuration = await this.#discovered();
    try {
      const tokens = await client.authorizationCodeGrant(configuration, returned, {
        ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
        idTokenExpected: true,
      });
      const idToken = tokens.claims()!;
      const { roleClaim } = this;
      // Some providers keep ID tokens small, and tell of groups when they are asked only.
      const more =
        idToken[roleClaim] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
          ? await client.fetchUserInfo(configuration, tokens.access_token, idToken.sub)
          : {};
      const claims: Readonly<Record<string, unknown>> = { ...more, ...idToken };
      return {
        ...{ issuer: idToken.iss, subject: idToken.sub, name: nameIn(claims, idToken.sub) },
        role: roleOf(claims[roleClaim], this.#options),
      };
    } catch (error) {
      throw this.#told(error);
    }
  }

  #discovered(): Promise<client.Configuration> {
    const known = this.#configuration ?? this.#discover();
    this.#configuration = known;
    known.catch(() => {
      this.#configuration = undefined;
    });
    return known;
  }

  async #discover(): Promise<client.Configuration> {
    const secret = this.#secret.reveal();
    try {
      return await client.discovery(
        this.#issuer,
        this.#options.clientId,
        {},
        client.ClientSecretBasic(secret),
        {
          [client.customFetch]: outgoingFetch(this.#networks),
          // Only an issuer on this machine itself has such an address.
          ...(this.#issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
        },
      );
    } catch (error) {
      throw codedErrorIn(error) ?? this.#unreachable(error);
    }
  }

  #unreachable(error: unknown): Error {
    const { cause, message } = error as Error;
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : message;
    return oidcErrors.OIDC_UNREACHABLE({ issuer: this.#options.issuer, reason }, error);
  }

  /** What a failed login is told as: the provider has said no, or could not be asked. */
  #told(error: unknown): Error {
    const coded = codedErrorIn(error);
    if (coded) return coded;
    if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
      return oidcErrors.OIDC_REFUSED({ reason: error.error }, error);
    if (error instanceof client.ClientError)
      return oidcErrors.OIDC_REFUSED({ reason: error.code ?? error.message }, error);
    return this.#unreachable(error);
  }
}
