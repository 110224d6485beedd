import { type Kysely, sql } from 'kysely';
import type { SchemaStep } from './schema-step.ts';

/** Seamless migrations of RocketMQ topics, the gateways of each, and what happened. */
export const seamless: SchemaStep = {
  name: '0006-seamless',
  up: async (db: Kysely<unknown>, dialect) => {
    const counted = dialect === 'sqlite' ? sql`integer` : sql`bigint generated always as identity`;
    await db.schema
      .createTable('seamless_tasks')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull().unique())
      .addColumn('source_id', 'text', (c) => c.notNull())
      .addColumn('target_id', 'text', (c) => c.notNull())
      .addColumn('mode', 'text', (c) => c.notNull())
      .addColumn('target_names', 'text', (c) => c.notNull())
      .addColumn('intent', 'text', (c) => c.notNull())
      .addColumn('routing_revision', 'integer', (c) => c.notNull())
      .addColumn('table_text', 'text', (c) => c.notNull())
      .addColumn('scanned', 'text')
      .addColumn('created_by', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('completed_at', 'text')
      .execute();
    // A cluster is the target of one task at a time, also where two are made at the same moment.
    await sql`create unique index seamless_tasks_target on seamless_tasks (target_id) where intent <> 'completed'`.execute(
      db,
    );
    await db.schema
      .createTable('seamless_topics')
      .addColumn('task_id', 'text', (c) => c.notNull().references('seamless_tasks.id').onDelete('cascade'))
      .addColumn('topic', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('held', 'integer', (c) => c.notNull())
      .addColumn('routing_revision', 'integer', (c) => c.notNull())
      .addColumn('served_since', 'text')
      .addColumn('target_ends', 'text')
      .addColumn('added_at', 'text', (c) => c.notNull())
      .addColumn('changed_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('seamless_topics_key', ['task_id', 'topic'])
      .execute();
    await db.schema
      .createTable('seamless_gateways')
      .addColumn('task_id', 'text', (c) => c.notNull().references('seamless_tasks.id').onDelete('cascade'))
      .addColumn('gateway', 'text', (c) => c.notNull())
      .addColumn('mode', 'text', (c) => c.notNull())
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('heard_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('seamless_gateways_key', ['task_id', 'gateway'])
      .execute();
    await db.schema
      .createTable('seamless_log')
      .addColumn('id', counted, (c) => c.primaryKey())
      .addColumn('task_id', 'text', (c) => c.notNull().references('seamless_tasks.id').onDelete('cascade'))
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('details', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('seamless_log_by_task')
      .on('seamless_log')
      .columns(['task_id', 'id'])
      .execute();
  },
};
