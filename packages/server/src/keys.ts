import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newKey, parseKey, type SecretBox, type Settings, storeErrors } from '@mqferry/store';

const SETTING = 'key-fingerprint';
const FILE = 'key';

/** Where the key for secrets comes from. */
export interface KeySource {
  /** The key itself, as Base64. */
  readonly text?: string | undefined;
  /** A file that has it. */
  readonly file?: string | undefined;
  /** The data folder, where one is made at the first start when none is given. */
  readonly folder: string;
}

/** The key: as given, from its file, or from the data folder. Throws STORE_KEY_INVALID. */
export const readKey = async ({ text, file, folder }: KeySource): Promise<Buffer> => {
  if (text !== undefined) return parseKey(text);
  if (file !== undefined) {
    try {
      return parseKey(await readFile(file, 'utf8'));
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      throw storeErrors.STORE_KEY_INVALID({ reason: error.message }, error);
    }
  }
  const path = join(folder, FILE);
  const made = newKey();
  try {
    // Made by whoever comes first, and never replaced: what it sealed would be lost.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(path, `${made.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return parseKey(await readFile(path, 'utf8'));
    throw storeErrors.STORE_KEY_INVALID({ reason: (error as Error).message }, error);
  }
};

/** Refuses another key than the one that the database was begun with. Throws STORE_KEY_WRONG. */
export const checkKey = async (settings: Settings, { fingerprint }: SecretBox): Promise<void> => {
  const known = await settings.get(SETTING);
  if (known === undefined) await settings.set(SETTING, fingerprint);
  else if (known !== fingerprint) throw storeErrors.STORE_KEY_WRONG({});
};
