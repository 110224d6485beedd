import type { Kysely } from 'kysely';
import type { SchemaStep } from './schema-step.ts';

/** Clusters of RocketMQ, documents of their metadata, and imports of these. */
export const rocketmq: SchemaStep = {
  name: '0005-rocketmq',
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .alterTable('clusters')
      .addColumn('kind', 'text', (c) => c.notNull().defaultTo('kafka'))
      .execute();
    await db.schema
      .createTable('metadata_documents')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('cluster_id', 'text')
      .addColumn('summary', 'text', (c) => c.notNull())
      .addColumn('content', 'text', (c) => c.notNull())
      .addColumn('secrets', 'text')
      .addColumn('created_by', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('imports')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull().unique())
      .addColumn('document_id', 'text', (c) => c.references('metadata_documents.id').onDelete('set null'))
      .addColumn('document_name', 'text', (c) => c.notNull())
      .addColumn('target_id', 'text', (c) => c.notNull())
      .addColumn('choice', 'text', (c) => c.notNull())
      .addColumn('plan', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('left_out', 'text', (c) => c.notNull())
      .addColumn('secrets', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('created_by', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('planned_at', 'text', (c) => c.notNull())
      .addColumn('started_at', 'text')
      .addColumn('ended_at', 'text')
      .execute();
    await db.schema
      .createTable('import_rows')
      .addColumn('import_id', 'text', (c) => c.notNull().references('imports.id').onDelete('cascade'))
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('namespace', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('planned', 'text', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('result', 'text')
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('ended_at', 'text')
      .addPrimaryKeyConstraint('import_rows_key', ['import_id', 'position'])
      .execute();
    await db.schema
      .createIndex('import_rows_by_outcome')
      .on('import_rows')
      .columns(['import_id', 'outcome', 'position'])
      .execute();
  },
};
