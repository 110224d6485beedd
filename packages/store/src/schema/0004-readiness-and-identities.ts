import type { Kysely } from 'kysely';
import type { SchemaStep } from './schema-step.ts';

/** Whether topics and groups could be switched, and whom a provider of identities knows as which user. */
export const readinessAndIdentities: SchemaStep = {
  name: '0004-readiness-and-identities',
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('readiness')
      .addColumn('migration_id', 'text', (c) =>
        c.primaryKey().references('migrations.id').onDelete('cascade'),
      )
      .addColumn('interval_minutes', 'integer')
      .addColumn('scanned_at', 'text')
      .addColumn('took_ms', 'integer')
      .addColumn('notes', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('readiness_items')
      .addColumn('migration_id', 'text', (c) => c.notNull().references('migrations.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('verdict', 'text', (c) => c.notNull())
      .addColumn('reasons', 'text', (c) => c.notNull())
      .addColumn('notes', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('readiness_items_key', ['migration_id', 'kind', 'name'])
      .execute();
    await db.schema
      .createTable('external_identities')
      .addColumn('user_id', 'text', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('issuer', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addUniqueConstraint('external_identities_subject', ['issuer', 'subject'])
      .execute();
  },
};
