import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { ClusterTable } from './database.ts';
import type { Store } from './open-store.ts';
import type { SecretBox } from './secrets.ts';

/** A cluster without what it takes to log in there. */
export type Cluster = Omit<Selectable<ClusterTable>, 'connection'>;

/** How a cluster is reached; kept sealed. */
export interface ClusterConnection {
  /** What a Java client's property file says. */
  readonly properties: string;
  /** Files that it names: their content as Base64. */
  readonly files: Readonly<Record<string, string>>;
}

const WITHOUT_CONNECTION = ['id', 'name', 'bootstrap', 'cluster_id', 'created_at'] as const;

/** The clusters that the service knows. */
export class Clusters {
  readonly #store: Store;
  readonly #secrets: SecretBox;

  constructor(store: Store, secrets: SecretBox) {
    this.#store = store;
    this.#secrets = secrets;
  }

  list(): Promise<Cluster[]> {
    return this.#store.db.selectFrom('clusters').select(WITHOUT_CONNECTION).orderBy('name').execute();
  }

  get(id: string): Promise<Cluster | undefined> {
    return this.#store.db
      .selectFrom('clusters')
      .select(WITHOUT_CONNECTION)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** Undefined when the name is taken. */
  add(
    name: string,
    bootstrap: string,
    connection: ClusterConnection,
    now: Date,
  ): Promise<Cluster | undefined> {
    const id = randomUUID();
    return this.#store.db
      .insertInto('clusters')
      .values({
        ...{ id, name, bootstrap, cluster_id: null, created_at: now.toISOString() },
        connection: this.#secrets.seal(JSON.stringify(connection), `cluster ${id}`),
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning(WITHOUT_CONNECTION)
      .executeTakeFirst();
  }

  /** How to reach it; undefined when there is no such cluster. Throws STORE_KEY_WRONG. */
  async connectionOf(id: string): Promise<ClusterConnection | undefined> {
    const found = await this.#store.db
      .selectFrom('clusters')
      .select('connection')
      .where('id', '=', id)
      .executeTakeFirst();
    return found && (JSON.parse(this.#secrets.open(found.connection, `cluster ${id}`)) as ClusterConnection);
  }

  /** Undefined when there is no such cluster; `name-taken` when another one has the name. */
  async change(
    id: string,
    change: {
      readonly name?: string | undefined;
      readonly bootstrap?: string | undefined;
      readonly connection?: ClusterConnection | undefined;
    },
  ): Promise<Cluster | 'name-taken' | undefined> {
    const { name, bootstrap, connection } = change;
    return this.#store.db.transaction().execute(async (db) => {
      const other = await db
        .selectFrom('clusters')
        .select('id')
        .where('name', '=', name ?? '')
        .where('id', '!=', id)
        .executeTakeFirst();
      if (other) return 'name-taken';
      return db
        .updateTable('clusters')
        .set({
          ...(name === undefined ? {} : { name }),
          ...(bootstrap === undefined ? {} : { bootstrap }),
          ...(connection === undefined
            ? {}
            : { connection: this.#secrets.seal(JSON.stringify(connection), `cluster ${id}`) }),
        })
        .where('id', '=', id)
        .returning(WITHOUT_CONNECTION)
        .executeTakeFirst();
    });
  }

  /** The cluster has told its own id. */
  async noteClusterId(id: string, clusterId: string): Promise<void> {
    await this.#store.db
      .updateTable('clusters')
      .set({ cluster_id: clusterId })
      .where('id', '=', id)
      .execute();
  }

  /** False while a migration or a dump task uses it. */
  async delete(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#store.db
      .deleteFrom('clusters')
      .where('id', '=', id)
      .where((where) => {
        const usedBy = (table: 'migrations' | 'dumps') =>
          where.exists(
            where
              .selectFrom(table)
              .select('id')
              .where((used) => used.or([used('source_id', '=', id), used('target_id', '=', id)])),
          );
        return where.not(where.or([usedBy('migrations'), usedBy('dumps')]));
      })
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
