import type { Store } from './open-store.ts';

/**
 * Has whatever changes topics of a seamless migration wait for the transaction `db`, and gives the present revision of its
 * routing table; undefined where there is no such task. Who changes many topics takes it first: PostgreSQL ends one of two
 * transactions that lock the same rows in different orders.
 */
export const lockSeamlessTask = async (
  { dialect }: Store,
  db: Store['db'],
  taskId: string,
): Promise<number | undefined> => {
  const found = await db
    .selectFrom('seamless_tasks')
    .select('routing_revision')
    .where('id', '=', taskId)
    // SQLite has one connection, and that is in this transaction.
    .$if(dialect === 'postgres', (q) => q.forNoKeyUpdate())
    .executeTakeFirst();
  return found?.routing_revision;
};
