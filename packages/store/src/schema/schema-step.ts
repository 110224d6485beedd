import type { Kysely } from 'kysely';

/** The kinds of database. */
export type DialectName = 'sqlite' | 'postgres';

/** One step forward of the schema; there is none back. */
export interface SchemaStep {
  /** Its number and name; steps are taken in this order. */
  readonly name: string;
  readonly up: (db: Kysely<unknown>, dialect: DialectName) => Promise<void>;
}
