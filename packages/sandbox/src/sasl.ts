import type { SaslMechanism } from './versions.ts';

/** How clients log in. */
export interface SaslOptions {
  readonly mechanisms: readonly SaslMechanism[];
  /** Passwords by user name. */
  readonly users: Readonly<Record<string, string>>;
}

const SECURITY = 'org.apache.kafka.common.security';

const MODULES: Readonly<Record<SaslMechanism, string>> = {
  PLAIN: `${SECURITY}.plain.PlainLoginModule`,
  'SCRAM-SHA-256': `${SECURITY}.scram.ScramLoginModule`,
  'SCRAM-SHA-512': `${SECURITY}.scram.ScramLoginModule`,
  OAUTHBEARER: `${SECURITY}.oauthbearer.OAuthBearerLoginModule`,
};

const quoted = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const entry = (mechanism: SaslMechanism, options: Readonly<Record<string, string>>): string => {
  const settings = Object.entries(options).map(([name, value]) => ` ${name}=${quoted(value)}`);
  return `${MODULES[mechanism]} required${settings.join('')};`;
};

export const isScram = (mechanism: SaslMechanism): boolean => mechanism.startsWith('SCRAM');

/** The JAAS entry with which a broker accepts a mechanism; only PLAIN has its users in it. */
export const brokerJaas = (mechanism: SaslMechanism, users: SaslOptions['users']): string =>
  entry(
    mechanism,
    mechanism === 'PLAIN'
      ? Object.fromEntries(Object.entries(users).map(([user, password]) => [`user_${user}`, password]))
      : {},
  );

/** The JAAS entry with which a Java client logs in. OAUTHBEARER uses an unsecured token, as brokers here do. */
export const clientJaas = (mechanism: SaslMechanism, user: string, password: string): string =>
  entry(
    mechanism,
    mechanism === 'OAUTHBEARER' ? { unsecuredLoginStringClaim_sub: user } : { username: user, password },
  );
