import { configErrors } from './config-errors.ts';
import type { Warning } from './config-warnings.ts';
import type { FileAccess } from './file-access.ts';
import { writeJavaProperties } from './java-properties.ts';
import {
  type ClientPropertiesSource,
  type LoadClientPropertiesOptions,
  openProperties,
  readProperties,
} from './load-client-properties.ts';
import { TOKEN_URL_PROPERTY } from './oauth/oauth-settings.ts';

/** Client properties that mean the same on another machine. */
export interface PortableProperties {
  /** Properties that matter for the connection, with nothing in them that stands for something else. */
  readonly text: string;
  /** The files that the text names, by the names used there. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly warnings: readonly Warning[];
}

/** Remembers what is read through it, by the name that is written in the properties. */
const remembering = (files: FileAccess, taken: Map<string, Buffer>): FileAccess => ({
  locate: (path) => path,
  read: async (property, path) => {
    if (property === TOKEN_URL_PROPERTY) throw configErrors.CONFIG_TOKEN_FILE_LOCAL({ property, path });
    const content = await files.read(property, path);
    taken.set(path, content);
    return content;
  },
});

/**
 * Reads client properties so that they can be used on another machine. Variables (`config.providers`: files,
 * directories, environment) are replaced by what they stand for on this one, so that files of secrets stay here; of
 * the files only those go along that the connection itself needs: stores, and the JAAS file. They are opened here once,
 * so that what cannot work is told here. A file with an OAuth token is refused, for it is renewed on this machine only.
 * Throws CONFIG_…, as `loadClientProperties` does.
 */
export const portableProperties = async (
  source: ClientPropertiesSource,
  options: LoadClientPropertiesOptions = {},
): Promise<PortableProperties> => {
  const read = await readProperties(source, options);
  const files = new Map<string, Buffer>();
  const { warnings } = await openProperties(read, remembering(read.files, files));
  return {
    text: writeJavaProperties(read.settings),
    files,
    warnings: [...read.warnings, ...warnings],
  };
};
