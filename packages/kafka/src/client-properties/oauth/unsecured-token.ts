import type { OAuthToken } from '../../client/connection-config.ts';
import { configErrors } from '../config-errors.ts';
import { given, type Settings } from '../settings.ts';

const PREFIX = 'unsecuredLogin';
const RESERVED_CLAIMS = ['iat', 'exp'];
const DEFAULT_LIFETIME_SECONDS = '3600';

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const invalid = (option: string, source: string, expected: string) =>
  configErrors.CONFIG_JAAS_OPTION_INVALID({ option, source, expected });

/** The first character of a list separates its elements. */
const listOf = (text: string): string[] => (text.length <= 1 ? [] : text.slice(1).split(text[0]!));

const numberOf = (text: string, option: string, source: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw invalid(option, source, '0…9');
  return value;
};

const claimOf = (option: string, text: string, source: string): [string, unknown] | undefined => {
  const [, kind, name] = /^unsecuredLogin(String|Number|List)Claim_(.+)$/.exec(option) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  if (RESERVED_CLAIMS.includes(name)) throw invalid(option, source, `≠ ${RESERVED_CLAIMS.join(', ')}`);
  if (kind === 'String') return [name, text];
  return [name, kind === 'List' ? listOf(text) : numberOf(text, option, source)];
};

/**
 * Reads the options of Kafka's login without security, for brokers that check no signature, into a function
 * that makes such a token: a JSON web token with the algorithm `none`.
 * Throws CONFIG_JAAS_OPTION_MISSING without a principal, CONFIG_JAAS_OPTION_INVALID.
 */
export const readUnsecuredLogin = (
  options: Settings,
  source: string,
  extensions: Readonly<Record<string, string>>,
): (() => Promise<OAuthToken>) => {
  const lifetimeOption = `${PREFIX}LifetimeSeconds`;
  const lifetime = numberOf(options.get(lifetimeOption) ?? DEFAULT_LIFETIME_SECONDS, lifetimeOption, source);
  const claims = Object.fromEntries(
    [...options].flatMap(([option, text]) => {
      const claim = claimOf(option, text, source);
      return claim ? [claim] : [];
    }),
  );
  const principal = given(options, `${PREFIX}PrincipalClaimName`)?.trim() || 'sub';
  if (typeof claims[principal] !== 'string' || claims[principal].trim() === '') {
    throw configErrors.CONFIG_JAAS_OPTION_MISSING({ option: `${PREFIX}StringClaim_${principal}`, source });
  }
  return async () => {
    const iat = Date.now() / 1000;
    const exp = iat + lifetime;
    const value = `${base64url({ alg: 'none' })}.${base64url({ ...claims, iat, exp })}.`;
    return { value, lifetimeMs: exp * 1000, ...(Object.keys(extensions).length === 0 ? {} : { extensions }) };
  };
};
