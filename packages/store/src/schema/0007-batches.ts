import type { Kysely } from 'kysely';
import type { SchemaStep } from './schema-step.ts';

/** Of seamless migrations without gateways: the stages that were begun, and what people say of groups that are broadcast to. */
export const batches: SchemaStep = {
  name: '0007-batches',
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('seamless_stages')
      .addColumn('task_id', 'text', (c) => c.notNull().references('seamless_tasks.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('stage', 'text', (c) => c.notNull())
      .addColumn('begun_by', 'text', (c) => c.notNull())
      .addColumn('begun_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('seamless_stages_key', ['task_id', 'kind', 'stage'])
      .execute();
    await db.schema
      .createTable('seamless_broadcasts')
      .addColumn('task_id', 'text', (c) => c.notNull().references('seamless_tasks.id').onDelete('cascade'))
      .addColumn('group_name', 'text', (c) => c.notNull())
      .addColumn('said_by', 'text', (c) => c.notNull())
      .addColumn('said_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('seamless_broadcasts_key', ['task_id', 'group_name'])
      .execute();
  },
};
