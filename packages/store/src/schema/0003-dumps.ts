import { type Kysely, sql } from 'kysely';
import type { SchemaStep } from './schema-step.ts';

/** Dump tasks, and what happened to them. */
export const dumps: SchemaStep = {
  name: '0003-dumps',
  up: async (db: Kysely<unknown>, dialect) => {
    const counted = dialect === 'sqlite' ? sql`integer` : sql`bigint generated always as identity`;
    await db.schema
      .createTable('dumps')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull().unique())
      .addColumn('source_id', 'text', (c) => c.notNull().references('clusters.id'))
      .addColumn('target_id', 'text', (c) => c.notNull().references('clusters.id'))
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('intent', 'text', (c) => c.notNull())
      .addColumn('begun', 'integer', (c) => c.notNull())
      .addColumn('report', 'text')
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('created_by', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('dump_log')
      .addColumn('id', counted, (c) => c.primaryKey())
      .addColumn('dump_id', 'text', (c) => c.notNull().references('dumps.id').onDelete('cascade'))
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('details', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('dump_log_by_dump').on('dump_log').columns(['dump_id', 'id']).execute();
  },
};
