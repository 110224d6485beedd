import { parseJavaProperties, writeJavaProperties } from './java-properties.ts';

/** Properties whose values nobody may read again, among those that a connection needs. */
const SECRET_PROPERTIES: readonly string[] = [
  'sasl.jaas.config',
  'sasl.oauthbearer.client.credentials.client.secret',
  'ssl.key.password',
  'ssl.keystore.key',
  'ssl.keystore.password',
  'ssl.truststore.password',
];

/**
 * Client properties that replace others, with the secrets of those that they do not name; one that is named with an empty
 * value goes. Throws CONFIG_PROPERTIES_MALFORMED.
 */
export const withSecretsOf = (text: string, before: string): string => {
  const [written, former] = [parseJavaProperties(text), parseJavaProperties(before)];
  const kept = SECRET_PROPERTIES.flatMap((name) => {
    const secret = former.get(name);
    return secret === undefined || written.has(name) ? [] : [[name, secret.value] as const];
  });
  if (kept.length === 0) return text;
  return `${text.replace(/\n?$/u, '\n')}${writeJavaProperties(new Map(kept))}`;
};
