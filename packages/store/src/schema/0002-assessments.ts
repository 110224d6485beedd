import type { Kysely } from 'kysely';
import type { SchemaStep } from './schema-step.ts';

/** Assessments of clusters. */
export const assessments: SchemaStep = {
  name: '0002-assessments',
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('assessments')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text')
      .addColumn('cluster_id', 'text')
      .addColumn('answers', 'text', (c) => c.notNull())
      .addColumn('limits', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('created_by', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('ends_at', 'text')
      .addColumn('ended_at', 'text')
      .addColumn('reading', 'text')
      .addColumn('measured', 'text')
      .execute();
    await db.schema
      .createIndex('assessments_by_time')
      .on('assessments')
      .columns(['created_at', 'id'])
      .execute();
  },
};
