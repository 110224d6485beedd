import type { SaslConfig } from '../client/connection-config.ts';
import { configErrors } from './config-errors.ts';
import { decodeText } from './file-access.ts';
import { type JaasEntry, parseJaasEntry, parseJaasFile } from './jaas.ts';
import { readOAuthLogin } from './oauth/oauth-settings.ts';
import { given, type ReadingContext, type Settings } from './settings.ts';
import { shownName } from './shown-name.ts';

const JAAS_PROPERTY = 'sasl.jaas.config';
const JAAS_FILE_PROPERTY = 'java.security.auth.login.config';
const SECTION = 'KafkaClient';

const PACKAGE = 'org.apache.kafka.common.security.';
/** Kafka's client takes user name and password from either of these, whichever the mechanism. */
const PASSWORD_MODULES = [`${PACKAGE}plain.PlainLoginModule`, `${PACKAGE}scram.ScramLoginModule`];
const TOKEN_MODULES = [`${PACKAGE}oauthbearer.OAuthBearerLoginModule`];

const PASSWORD_MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
type PasswordMechanism = (typeof PASSWORD_MECHANISMS)[number];

const isPasswordMechanism = (mechanism: string): mechanism is PasswordMechanism =>
  (PASSWORD_MECHANISMS as readonly string[]).includes(mechanism);

/** The full name, also where a vendor's client moved it under a package of its own. */
const isOneOf = (module: string, names: readonly string[]): boolean =>
  names.some((name) => module === name || module.endsWith(`.${name}`));

interface Logins {
  readonly entries: readonly JaasEntry[];
  /** Where they stand, for errors. */
  readonly source: string;
}

const readLogins = async (
  settings: Settings,
  mechanism: string,
  context: ReadingContext,
): Promise<Logins> => {
  const inline = given(settings, JAAS_PROPERTY);
  if (inline !== undefined)
    return { entries: [parseJaasEntry(inline, JAAS_PROPERTY)], source: JAAS_PROPERTY };

  const written = given(settings, JAAS_FILE_PROPERTY)?.replace(/^file:(?:\/\/(?=\/))?/, '');
  if (written === undefined) throw configErrors.CONFIG_JAAS_MISSING({ mechanism });
  const path = context.files.locate(written);
  const sections = parseJaasFile(decodeText(await context.files.read(JAAS_FILE_PROPERTY, path)), path);
  const entries = sections.get(SECTION);
  if (!entries || entries.length === 0) throw configErrors.CONFIG_JAAS_SECTION_MISSING({ path });
  return { entries, source: path };
};

const chooseLogin = (
  { entries, source }: Logins,
  mechanism: string,
  modules: readonly string[],
): JaasEntry => {
  const entry = entries.find(({ module }) => isOneOf(module, modules));
  if (entry) return entry;
  throw configErrors.CONFIG_JAAS_MODULE_UNSUPPORTED({
    module: shownName(entries[0]!.module),
    source,
    mechanism,
  });
};

const requireOption = (login: JaasEntry, option: string, source: string): string => {
  const value = login.options.get(option);
  if (!value) throw configErrors.CONFIG_JAAS_OPTION_MISSING({ option, source });
  return value;
};

const readPasswordLogin = (mechanism: PasswordMechanism, logins: Logins): SaslConfig => {
  const login = chooseLogin(logins, mechanism, PASSWORD_MODULES);
  const username = requireOption(login, 'username', logins.source);
  const password = requireOption(login, 'password', logins.source);
  if (mechanism === 'PLAIN') return { mechanism, username, password };
  const tokenAuth = login.options.get('tokenauth')?.toLowerCase() === 'true';
  return { mechanism, username, password, ...(tokenAuth ? { tokenAuth } : {}) };
};

/**
 * Reads `sasl.*` into how the client logs in. The login is `sasl.jaas.config`, or else the section KafkaClient
 * of the JAAS file that `java.security.auth.login.config` names.
 * Throws CONFIG_SASL_MECHANISM_…, CONFIG_JAAS_…, and those of `readOAuthLogin`.
 */
export const readSaslConfig = async (settings: Settings, context: ReadingContext): Promise<SaslConfig> => {
  const mechanism = given(settings, 'sasl.mechanism');
  if (mechanism === undefined) throw configErrors.CONFIG_SASL_MECHANISM_MISSING({});
  if (mechanism !== 'OAUTHBEARER' && !isPasswordMechanism(mechanism)) {
    throw configErrors.CONFIG_SASL_MECHANISM_UNSUPPORTED({ mechanism });
  }
  const logins = await readLogins(settings, mechanism, context);
  if (isPasswordMechanism(mechanism)) {
    refuseHandler(settings);
    return readPasswordLogin(mechanism, logins);
  }
  const login = chooseLogin(logins, mechanism, TOKEN_MODULES);
  return { mechanism, token: await readOAuthLogin(settings, login, logins.source, context) };
};

/** A handler of one's own may get the password from anywhere. */
const refuseHandler = (settings: Settings): void => {
  const property = 'sasl.login.callback.handler.class';
  const value = given(settings, property);
  if (value !== undefined) throw configErrors.CONFIG_UNSUPPORTED({ property, value });
};
