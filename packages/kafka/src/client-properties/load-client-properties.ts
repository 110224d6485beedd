import { readFile } from 'node:fs/promises';
import type { ConnectionConfig } from '../client/connection-config.ts';
import { parseBootstrapServers } from './bootstrap-servers.ts';
import { configErrors } from './config-errors.ts';
import { createVariableResolver, type Environment } from './config-providers.ts';
import type { Warning } from './config-warnings.ts';
import { createFileAccess, decodeText, type FileAccess } from './file-access.ts';
import { type JavaProperty, parseJavaProperties } from './java-properties.ts';
import {
  isActive,
  refuseCustomCode,
  SECURITY_PROTOCOLS,
  type SecurityProtocol,
  warnOfIdleProperties,
} from './review-properties.ts';
import { readSaslConfig } from './sasl-settings.ts';
import { given, givenMilliseconds, type ReadingContext, type Settings } from './settings.ts';
import { readTlsConfig } from './tls-settings.ts';

/** Client properties in a file, or as text. */
export type ClientPropertiesSource = { readonly path: string } | { readonly text: string };

export interface LoadClientPropertiesOptions {
  /** Where relative paths start, also those inside the properties; by default the working directory, as in Java. */
  readonly baseDirectory?: string;
  /** Where the files come from that properties point to; by default the file system. */
  readonly files?: FileAccess;
  /** For the environment provider; by default that of this process. */
  readonly env?: Environment;
  /** Networks in CIDR notation in which brokers and token endpoints have to be; anywhere when absent. */
  readonly networks?: readonly string[] | undefined;
  /** `host:port,…` in place of `bootstrap.servers`. */
  readonly bootstrapServers?: string;
  /** A JAAS file in place of the one that `java.security.auth.login.config` names. */
  readonly jaasFile?: string;
}

export interface LoadedClientProperties {
  readonly config: ConnectionConfig;
  readonly warnings: readonly Warning[];
}

const readText = async (path: string): Promise<string> => {
  try {
    return decodeText(await readFile(path));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw configErrors.CONFIG_PROPERTIES_UNREADABLE({ path, reason }, error);
  }
};

const TIMES = {
  requestTimeoutMs: 'request.timeout.ms',
  connectTimeoutMs: 'socket.connection.setup.timeout.ms',
  metadataMaxAgeMs: 'metadata.max.age.ms',
  reconnectBackoffMs: 'reconnect.backoff.ms',
  reconnectBackoffMaxMs: 'reconnect.backoff.max.ms',
  retryBackoffMs: 'retry.backoff.ms',
  retryBackoffMaxMs: 'retry.backoff.max.ms',
} as const;

const readTimes = (settings: Settings): Partial<Record<keyof typeof TIMES, number>> =>
  Object.fromEntries(
    Object.entries(TIMES)
      .map(([field, property]) => [field, givenMilliseconds(settings, property)])
      .filter(([, value]) => value !== undefined),
  );

const parseProtocol = (text: string): SecurityProtocol => {
  const protocol = text.toUpperCase();
  if (Object.hasOwn(SECURITY_PROTOCOLS, protocol)) return protocol as SecurityProtocol;
  const expected = Object.keys(SECURITY_PROTOCOLS).join(', ');
  throw configErrors.CONFIG_VALUE_INVALID({ property: 'security.protocol', expected });
};

/** Java takes the white space around a value away, also around that of a password. */
const trimmed = (properties: ReadonlyMap<string, JavaProperty>): Map<string, string> =>
  new Map([...properties].map(([name, { value }]) => [name, value.trim()]));

const withOverrides = (written: Settings, options: LoadClientPropertiesOptions): Map<string, string> => {
  const settings = new Map(written);
  if (options.bootstrapServers !== undefined) settings.set('bootstrap.servers', options.bootstrapServers);
  if (options.jaasFile !== undefined) settings.set('java.security.auth.login.config', options.jaasFile);
  return settings;
};

/** What the properties say, variables replaced: those that matter for a connection with this protocol. */
export interface ReadProperties {
  readonly settings: Settings;
  readonly protocol: SecurityProtocol;
  readonly files: FileAccess;
  readonly warnings: readonly Warning[];
}

/** Reads the properties themselves, and what their variables stand for. Throws CONFIG_…. */
export const readProperties = async (
  source: ClientPropertiesSource,
  options: LoadClientPropertiesOptions,
): Promise<ReadProperties> => {
  const warnings: Warning[] = [];
  const files = options.files ?? createFileAccess(options.baseDirectory ?? process.cwd());
  const context: ReadingContext = { files, warn: (warning) => warnings.push(warning) };

  const properties = parseJavaProperties(
    'text' in source ? source.text : await readText(files.locate(source.path)),
  );
  const written = withOverrides(trimmed(properties), options);
  const resolveVariables = createVariableResolver(written, files, options.env ?? process.env);

  const writtenProtocol = given(written, 'security.protocol');
  const statedProtocol =
    writtenProtocol && parseProtocol(await resolveVariables('security.protocol', writtenProtocol));
  const protocol = statedProtocol || 'PLAINTEXT';
  warnOfIdleProperties(properties, statedProtocol || undefined, context);

  const settings = new Map<string, string>();
  for (const [name, value] of written) {
    if (isActive(name, protocol)) settings.set(name, await resolveVariables(name, value));
  }
  return { settings, protocol, files, warnings };
};

/** Makes of properties what a connection needs, and opens the files that they name. Throws CONFIG_…. */
export const openProperties = async (
  { settings, protocol }: Pick<ReadProperties, 'settings' | 'protocol'>,
  files: FileAccess,
  networks?: readonly string[] | undefined,
): Promise<LoadedClientProperties> => {
  const warnings: Warning[] = [];
  const context: ReadingContext = { files, networks, warn: (warning) => warnings.push(warning) };
  refuseCustomCode(settings);
  const { tls, sasl } = SECURITY_PROTOCOLS[protocol];
  const clientId = given(settings, 'client.id');
  const config: ConnectionConfig = {
    bootstrap: parseBootstrapServers(given(settings, 'bootstrap.servers') ?? ''),
    ...(clientId ? { clientId } : {}),
    ...(tls ? { tls: await readTlsConfig(settings, context) } : {}),
    ...(sasl ? { sasl: await readSaslConfig(settings, context) } : {}),
    ...readTimes(settings),
    ...(networks ? { networks } : {}),
  };
  return { config, warnings };
};

/**
 * Reads the properties of a Kafka client for Java into what a connection needs, and opens the stores, JAAS
 * file and variables they point to. What has no effect here is named in a warning; what would change the
 * connection and is not supported is refused. No error or warning holds a secret.
 * Throws CONFIG_…; the tokens of an OAUTHBEARER login throw OAUTH_….
 */
export const loadClientProperties = async (
  source: ClientPropertiesSource,
  options: LoadClientPropertiesOptions = {},
): Promise<LoadedClientProperties> => {
  const read = await readProperties(source, options);
  const { config, warnings } = await openProperties(read, read.files, options.networks);
  return { config, warnings: [...read.warnings, ...warnings] };
};
