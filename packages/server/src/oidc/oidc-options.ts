import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { Role } from '@mqferry/api';
import { Hidden } from '@mqferry/core';
import { oidcErrors } from './oidc-errors.ts';

/** A provider of identities, and who has which role by what it says. */
export interface OidcOptions {
  /** Its address, as it names itself. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecretFile: string;
  /** Of the ID token or of what the provider tells of a user: a text or a list of them. */
  readonly roleClaim: string;
  /** Values of that claim; whoever has several roles has the highest one. */
  readonly administrators: readonly string[];
  readonly operators: readonly string[];
  /** Undefined: everybody whom the provider lets in. */
  readonly viewers?: readonly string[] | undefined;
  /** What the provider is asked for, joined by spaces. */
  readonly scopes?: string | undefined;
  /** What people call it; its host when absent. */
  readonly name?: string | undefined;
}

export const DEFAULT_SCOPES = 'openid profile email';

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));

/** The address of an issuer. Throws OIDC_ISSUER_INVALID for one that anybody on the way could answer for. */
export const issuerOf = ({ issuer }: Pick<OidcOptions, 'issuer'>): URL => {
  const url = URL.parse(issuer);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url.hostname));
  if (!url || !isSafe) throw oidcErrors.OIDC_ISSUER_INVALID({ issuer });
  return url;
};

/** The client secret from its file. Throws OIDC_SECRET_UNREADABLE. */
export const readClientSecret = async ({
  clientSecretFile: file,
}: Pick<OidcOptions, 'clientSecretFile'>): Promise<Hidden> => {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw oidcErrors.OIDC_SECRET_UNREADABLE({ file, reason: (error as Error).message }, error);
  }
  if (text === '') throw oidcErrors.OIDC_SECRET_UNREADABLE({ file, reason: '-' });
  return new Hidden(text);
};

/** The role that the values of the claim give; undefined: none. */
export const roleOf = (
  claim: unknown,
  { administrators, operators, viewers }: Pick<OidcOptions, 'administrators' | 'operators' | 'viewers'>,
): Role | undefined => {
  const values = (Array.isArray(claim) ? claim : [claim]).filter((value) => typeof value === 'string');
  const has = (wanted: readonly string[]) => values.some((value) => wanted.includes(value));
  if (has(administrators)) return 'administrator';
  if (has(operators)) return 'operator';
  return viewers === undefined || has(viewers) ? 'viewer' : undefined;
};
