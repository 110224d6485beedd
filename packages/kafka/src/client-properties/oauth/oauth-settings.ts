import { fileURLToPath } from 'node:url';
import type { OAuthToken } from '../../client/connection-config.ts';
import { configErrors } from '../config-errors.ts';
import { decodeText } from '../file-access.ts';
import type { JaasEntry } from '../jaas.ts';
import { given, givenMilliseconds, LONGEST_MS, type ReadingContext, type Settings } from '../settings.ts';
import { readTlsConfig } from '../tls-settings.ts';
import { bearerToken } from './bearer-token.ts';
import { fetchClientCredentialsToken } from './client-credentials.ts';
import { createTokenCache } from './token-cache.ts';
import { readUnsecuredLogin } from './unsecured-token.ts';

const PACKAGE = 'org.apache.kafka.common.security.oauthbearer.';
const UNSECURED_HANDLER = `${PACKAGE}internals.unsecured.OAuthBearerUnsecuredLoginCallbackHandler`;
/** Where Kafka 4 and Kafka 3.1 to 3.9 keep the handler that asks an endpoint or reads a file. */
const TOKEN_HANDLERS = [
  `${PACKAGE}OAuthBearerLoginCallbackHandler`,
  `${PACKAGE}secured.OAuthBearerLoginCallbackHandler`,
];
const RETRIEVERS = ['DefaultJwtRetriever', 'ClientCredentialsJwtRetriever', 'FileJwtRetriever'];
/** Ways of Kafka 4 to log in without a client secret. */
const ASSERTIONS = [
  'sasl.oauthbearer.assertion.file',
  'sasl.oauthbearer.assertion.private.key.file',
  'sasl.oauthbearer.assertion.claim.iss',
];

/** Where tokens come from; with `file:` it names a file that is read whenever one is needed. */
export const TOKEN_URL_PROPERTY = 'sasl.oauthbearer.token.endpoint.url';
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_RETRY_BACKOFF_MS = 100;
const DEFAULT_RETRY_BACKOFF_MAX_MS = 10_000;
const DEFAULT_REFRESH_FACTOR = 0.8;

/** What the broker's side accepts in SASL extensions; `auth` is the token's own field. */
const EXTENSION_NAME = /^(?!auth$)[A-Za-z]+$/;
const EXTENSION_VALUE = /^[\x21-\x7e \t\r\n]+$/;

const extensionsOf = (login: JaasEntry, source: string, prefix: string): Record<string, string> => {
  const extensions: Record<string, string> = {};
  for (const [option, value] of login.options) {
    if (!option.startsWith(prefix)) continue;
    const name = option.slice(prefix.length);
    if (!EXTENSION_NAME.test(name) || !EXTENSION_VALUE.test(value)) {
      throw configErrors.CONFIG_JAAS_OPTION_INVALID({ option, source, expected: `${prefix}[A-Za-z]+="…"` });
    }
    extensions[name] = value;
  }
  return extensions;
};

const tokenUrl = (settings: Settings): URL => {
  const text = given(settings, TOKEN_URL_PROPERTY);
  if (text === undefined) {
    throw configErrors.CONFIG_SETTING_INCOMPLETE({
      given: 'sasl.login.callback.handler.class',
      missing: TOKEN_URL_PROPERTY,
    });
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:', 'file:'].includes(url.protocol)) {
    throw configErrors.CONFIG_VALUE_INVALID({
      property: TOKEN_URL_PROPERTY,
      expected: 'https://…, http://…, file:///…',
    });
  }
  return url;
};

const refuseOtherRetrievers = (settings: Settings): void => {
  const property = 'sasl.oauthbearer.jwt.retriever.class';
  const retriever = given(settings, property);
  if (retriever !== undefined && !RETRIEVERS.some((name) => retriever === PACKAGE + name)) {
    throw configErrors.CONFIG_UNSUPPORTED({ property, value: retriever });
  }
  const assertion = ASSERTIONS.find((name) => given(settings, name) !== undefined);
  if (assertion) {
    throw configErrors.CONFIG_UNSUPPORTED({ property: assertion, value: given(settings, assertion)! });
  }
};

/** Kafka 4 takes the credentials from properties; before, and still, they may be options of the login. */
const credential = (
  settings: Settings,
  login: JaasEntry,
  property: string,
  option: string,
): string | undefined => given(settings, property) ?? (login.options.get(option)?.trim() || undefined);

const refreshFactor = (settings: Settings): number => {
  const property = 'sasl.login.refresh.window.factor';
  const factor = Number(given(settings, property) ?? DEFAULT_REFRESH_FACTOR);
  if (!(factor >= 0.5 && factor <= 1))
    throw configErrors.CONFIG_VALUE_INVALID({ property, expected: '0.5…1.0' });
  return factor;
};

const readFileLogin = async (
  url: URL,
  extensions: Record<string, string>,
  context: ReadingContext,
): Promise<() => Promise<OAuthToken>> => {
  let path: string;
  try {
    path = fileURLToPath(url);
  } catch {
    throw configErrors.CONFIG_VALUE_INVALID({ property: TOKEN_URL_PROPERTY, expected: 'file:///…' });
  }
  const read = async () =>
    bearerToken(decodeText(await context.files.read(TOKEN_URL_PROPERTY, path)), path, extensions);
  await read();
  return read;
};

const readEndpointLogin = async (
  url: URL,
  settings: Settings,
  login: JaasEntry,
  source: string,
  extensions: Record<string, string>,
  context: ReadingContext,
): Promise<() => Promise<OAuthToken>> => {
  const prefix = 'sasl.oauthbearer.client.credentials.client';
  const clientId = credential(settings, login, `${prefix}.id`, 'clientId');
  const clientSecret = credential(settings, login, `${prefix}.secret`, 'clientSecret');
  const scope = credential(settings, login, 'sasl.oauthbearer.scope', 'scope');
  if (!clientId) throw configErrors.CONFIG_JAAS_OPTION_MISSING({ option: 'clientId', source });
  if (!clientSecret) throw configErrors.CONFIG_JAAS_OPTION_MISSING({ option: 'clientSecret', source });

  const connectMs = givenMilliseconds(settings, 'sasl.login.connect.timeout.ms') ?? DEFAULT_TIMEOUT_MS;
  const readMs = givenMilliseconds(settings, 'sasl.login.read.timeout.ms') ?? DEFAULT_TIMEOUT_MS;
  const credentials = {
    url,
    clientId,
    clientSecret,
    ...(scope ? { scope } : {}),
    urlencodeHeader: given(settings, 'sasl.oauthbearer.header.urlencode')?.toLowerCase() === 'true',
    extensions,
    ...(url.protocol === 'https:' ? { tls: await readTlsConfig(login.options, context) } : {}),
    networks: context.networks,
    timeoutMs: Math.min(connectMs + readMs, LONGEST_MS),
    retryBackoffMs: givenMilliseconds(settings, 'sasl.login.retry.backoff.ms') ?? DEFAULT_RETRY_BACKOFF_MS,
    retryBackoffMaxMs:
      givenMilliseconds(settings, 'sasl.login.retry.backoff.max.ms') ?? DEFAULT_RETRY_BACKOFF_MAX_MS,
  };
  return createTokenCache({
    fetchToken: () => fetchClientCredentialsToken(credentials),
    refreshAfter: refreshFactor(settings),
  });
};

/**
 * Reads how OAUTHBEARER gets its tokens: made here without security, asked of an endpoint, or read from a file
 * each time. `source` is where the login stands. Throws CONFIG_UNSUPPORTED for any other way,
 * CONFIG_JAAS_OPTION_…, CONFIG_VALUE_INVALID, CONFIG_FILE_UNREADABLE, and those of TLS for an https endpoint.
 */
export const readOAuthLogin = async (
  settings: Settings,
  login: JaasEntry,
  source: string,
  context: ReadingContext,
): Promise<() => Promise<OAuthToken>> => {
  const property = 'sasl.login.callback.handler.class';
  const handler =
    given(settings, property) ??
    (given(settings, TOKEN_URL_PROPERTY) ? TOKEN_HANDLERS[0] : UNSECURED_HANDLER)!;
  if (handler === UNSECURED_HANDLER) {
    return readUnsecuredLogin(login.options, source, extensionsOf(login, source, 'unsecuredLoginExtension_'));
  }
  if (!TOKEN_HANDLERS.includes(handler)) throw configErrors.CONFIG_UNSUPPORTED({ property, value: handler });

  refuseOtherRetrievers(settings);
  const url = tokenUrl(settings);
  const extensions = extensionsOf(login, source, 'extension_');
  return url.protocol === 'file:'
    ? readFileLogin(url, extensions, context)
    : readEndpointLogin(url, settings, login, source, extensions, context);
};
