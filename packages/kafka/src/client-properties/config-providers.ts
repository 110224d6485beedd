import { join } from 'node:path';
import { configErrors } from './config-errors.ts';
import { decodeText, type FileAccess } from './file-access.ts';
import { parseJavaProperties } from './java-properties.ts';
import { givenList, type Settings } from './settings.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Finds what a variable stands for, or undefined. `property` is the one whose value holds the variable. */
type Lookup = (property: string, path: string, key: string) => Promise<string | undefined>;

const PACKAGE = 'org.apache.kafka.common.config.provider.';
/** `${provider:key}` or `${provider:path:key}`, the pattern of Kafka's ConfigTransformer. */
const VARIABLE = /\$\{([^}]*?):(?:([^}]*?):)?([^}]*?)\}/g;

const lookups = (files: FileAccess, env: Environment): Readonly<Record<string, Lookup>> => ({
  [`${PACKAGE}FileConfigProvider`]: async (property, path, key) =>
    parseJavaProperties(decodeText(await files.read(property, path))).get(key)?.value,
  [`${PACKAGE}DirectoryConfigProvider`]: async (property, path, key) =>
    decodeText(await files.read(property, join(path, key))),
  [`${PACKAGE}EnvVarConfigProvider`]: async (_property, _path, key) => env[key],
});

/**
 * Makes the function that replaces variables in a property's value by what the providers of
 * `config.providers` hold. Text that names no declared provider stays as it is, as in Java; a declared
 * provider without the value is an error, because the literal text is never what was meant.
 * The function throws CONFIG_PROVIDER_UNSUPPORTED, CONFIG_VARIABLE_UNRESOLVED or CONFIG_FILE_UNREADABLE.
 */
export const createVariableResolver = (
  settings: Settings,
  files: FileAccess,
  env: Environment,
): ((property: string, value: string) => Promise<string>) => {
  const known = lookups(files, env);
  const declared = givenList(settings, 'config.providers') ?? [];

  const resolveVariable = async (property: string, provider: string, path: string, key: string) => {
    const lookup = known[settings.get(`config.providers.${provider}.class`) ?? ''];
    if (!lookup) throw configErrors.CONFIG_PROVIDER_UNSUPPORTED({ property, provider });
    const found = await lookup(property, path, key);
    if (found === undefined) {
      const variable = `\${${[provider, path, key].filter((part) => part !== '').join(':')}}`;
      throw configErrors.CONFIG_VARIABLE_UNRESOLVED({ property, variable });
    }
    return found;
  };

  return async (property, value) => {
    const parts: string[] = [];
    let end = 0;
    for (const match of value.matchAll(VARIABLE)) {
      const [whole, provider = '', path = '', key = ''] = match;
      parts.push(value.slice(end, match.index));
      parts.push(declared.includes(provider) ? await resolveVariable(property, provider, path, key) : whole);
      end = match.index + whole.length;
    }
    return [...parts, value.slice(end)].join('');
  };
};
