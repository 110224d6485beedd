import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import type { DialectName } from './schema/schema-step.ts';
import { upgradeSchema } from './schema/upgrade.ts';
import { storeErrors } from './store-errors.ts';

/** Where the database is: in a folder of this machine, or a PostgreSQL that several nodes share. */
export type StoreLocation = { readonly folder: string } | { readonly url: string };

/** An open database, its schema up to date. */
export interface Store {
  readonly db: Kysely<Database>;
  readonly dialect: DialectName;
  close(): Promise<void>;
}

/** A service that is ending has so long to let go of the folder, in milliseconds. */
const LOCK_MS = 5_000;

const openSqlite = (folder: string): Kysely<Database> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new Sqlite(join(folder, 'mqferry.db'), { timeout: LOCK_MS });
  // Two services on one folder would run every copy twice: the first one locks it until it ends, however it ends.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('journal_mode = WAL');
  database.exec('BEGIN EXCLUSIVE; COMMIT');
  // What was answered is on the disk, also when the machine loses its power right after.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  return new Kysely({ dialect: new SqliteDialect({ database }) });
};

const openPostgres = (connectionString: string): Kysely<Database> => {
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while it is idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
};

/** A location as it may be told: without the password. */
const placeOf = (location: StoreLocation): string => {
  if ('folder' in location) return location.folder;
  const url = URL.parse(location.url);
  return url ? `${url.protocol}//${url.host}${url.pathname}` : 'PostgreSQL';
};

/** Opens the database and brings its schema up to date. Throws STORE_UNAVAILABLE, STORE_IN_USE and what `upgradeSchema` does. */
export const openStore = async (location: StoreLocation): Promise<Store> => {
  const dialect = 'folder' in location ? 'sqlite' : 'postgres';
  let db: Kysely<Database>;
  try {
    db = 'folder' in location ? openSqlite(location.folder) : openPostgres(location.url);
    await db.introspection.getSchemas();
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY')
      throw storeErrors.STORE_IN_USE({ where: placeOf(location) }, error);
    throw storeErrors.STORE_UNAVAILABLE(
      { where: placeOf(location), reason: (error as Error).message },
      error,
    );
  }
  try {
    await upgradeSchema(db, dialect);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, dialect, close: () => db.destroy() };
};
