import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { ClusterTable } from './database.ts';
import type { Store } from './open-store.ts';
import type { SecretBox } from './secrets.ts';

/** A cluster without what it takes to log in there. */
export type Cluster = Omit<Selectable<ClusterTable>, 'connection'>;

/** Of what kind a cluster is. */
export type ClusterKind = 'kafka' | 'rocketmq';

/** How a Kafka cluster is reached; kept sealed. */
export interface ClusterConnection {
  /** What a Java client's property file says. */
  readonly properties: string;
  /** Files that it names: their content as Base64. */
  readonly files: Readonly<Record<string, string>>;
}

/** How a RocketMQ cluster is reached; kept sealed. */
export interface RocketmqConnection {
  /** `host:port`, joined by semicolons. */
  readonly nameServers: string;
  /** Which of the clusters that they know. */
  readonly clusterName: string;
  /** Those of an administrator; both or none. */
  readonly accessKey?: string;
  readonly secretKey?: string;
  /** Absent: plain text. */
  readonly tls?: {
    /** PEM, as the following. */
    readonly ca?: string;
    readonly certificate?: string;
    readonly key?: string;
    readonly verifyHostname: boolean;
  };
}

/** How a cluster of a kind is reached. */
type ConnectionOf<Kind extends ClusterKind> = Kind extends 'kafka' ? ClusterConnection : RocketmqConnection;

/** A cluster to keep. */
export interface NewCluster<Kind extends ClusterKind> {
  readonly kind: Kind;
  readonly name: string;
  readonly bootstrap: string;
  /** As it names itself; null: it was not asked. */
  readonly clusterId: string | null;
  readonly connection: ConnectionOf<Kind>;
}

/** What may change of a cluster; of what is absent, nothing. */
export interface ClusterChange {
  readonly name?: string | undefined;
  readonly bootstrap?: string | undefined;
  readonly clusterId?: string | undefined;
  /** Of the kind that the cluster is of. */
  readonly connection?: ClusterConnection | RocketmqConnection | undefined;
}

const WITHOUT_CONNECTION = ['id', 'kind', 'name', 'bootstrap', 'cluster_id', 'created_at'] as const;

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
  add<Kind extends ClusterKind>(
    { kind, name, bootstrap, clusterId, connection }: NewCluster<Kind>,
    now: Date,
  ): Promise<Cluster | undefined> {
    const id = randomUUID();
    return this.#store.db
      .insertInto('clusters')
      .values({
        ...{ id, kind, name, bootstrap, cluster_id: clusterId, created_at: now.toISOString() },
        connection: this.#secrets.seal(JSON.stringify(connection), `cluster ${id}`),
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning(WITHOUT_CONNECTION)
      .executeTakeFirst();
  }

  /** How to reach a Kafka cluster; undefined when there is no such one. Throws STORE_KEY_WRONG. */
  connectionOf(id: string): Promise<ClusterConnection | undefined> {
    return this.#connectionOf(id, 'kafka');
  }

  /** How to reach a RocketMQ cluster; undefined when there is no such one. Throws STORE_KEY_WRONG. */
  rocketmqConnectionOf(id: string): Promise<RocketmqConnection | undefined> {
    return this.#connectionOf(id, 'rocketmq');
  }

  /** Undefined when there is no such cluster; `name-taken` when another one has the name. */
  async change(
    id: string,
    { name, bootstrap, clusterId, connection }: ClusterChange,
  ): Promise<Cluster | 'name-taken' | undefined> {
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
          ...(clusterId === undefined ? {} : { cluster_id: clusterId }),
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

  /** False while a migration or a dump task uses it, or an import or seamless migration that has not ended. */
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
        const imported = where.exists(
          where
            .selectFrom('imports')
            .select('id')
            .where('target_id', '=', id)
            .where('state', 'in', ['planned', 'running']),
        );
        const moved = where.exists(
          where
            .selectFrom('seamless_tasks')
            .select('id')
            .where((used) => used.or([used('source_id', '=', id), used('target_id', '=', id)]))
            .where('intent', '!=', 'completed'),
        );
        return where.not(where.or([usedBy('migrations'), usedBy('dumps'), imported, moved]));
      })
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async #connectionOf<Kind extends ClusterKind>(
    id: string,
    kind: Kind,
  ): Promise<ConnectionOf<Kind> | undefined> {
    const found = await this.#store.db
      .selectFrom('clusters')
      .select('connection')
      .where('id', '=', id)
      .where('kind', '=', kind)
      .executeTakeFirst();
    return found && (JSON.parse(this.#secrets.open(found.connection, `cluster ${id}`)) as ConnectionOf<Kind>);
  }
}
