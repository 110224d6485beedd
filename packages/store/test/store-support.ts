import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Postgres, startPostgres } from '../../../scenarios/lib/postgres.ts';
import type { ClusterConnection, NewCluster } from '../src/clusters.ts';
import { openStore, type Store, type StoreLocation } from '../src/open-store.ts';

/** A Kafka cluster to keep. */
export const kafkaCluster = (
  name: string,
  bootstrap: string,
  connection: ClusterConnection,
): NewCluster<'kafka'> => ({ kind: 'kafka', name, bootstrap, clusterId: null, connection });

/** Where a database can be, new and empty each time it is asked for. */
interface Place {
  start(): Promise<void>;
  location(): Promise<StoreLocation>;
  stop(): Promise<void>;
}

const sqlite = (): Place => {
  let folder: string;
  let made = 0;
  return {
    start: async () => {
      folder = mkdtempSync(join(tmpdir(), 'mqferry-store-'));
    },
    location: async () => {
      made += 1;
      return { folder: join(folder, String(made)) };
    },
    stop: async () => rmSync(folder, { recursive: true }),
  };
};

const postgres = (): Place => {
  let server: Postgres;
  return {
    start: async () => {
      server = await startPostgres();
    },
    location: async () => ({ url: await server.database() }),
    stop: () => server.stop(),
  };
};

/** What the tests of a file are given: a store of their own, and places for more. */
export interface StoreTests {
  readonly store: () => Store;
  /** A new, empty database. */
  readonly location: () => Promise<StoreLocation>;
}

/** The same tests on both kinds of database. */
export const onEachDatabase = (tests: (given: StoreTests) => void): void => {
  describe.each([
    ['SQLite', sqlite],
    ['PostgreSQL', postgres],
  ])('%s', (_, placeOf) => {
    const place = placeOf();
    let store: Store;
    beforeAll(async () => {
      await place.start();
      store = await openStore(await place.location());
    }, 60_000);
    afterAll(async () => {
      await store.close();
      await place.stop();
    });
    tests({ store: () => store, location: () => place.location() });
  });
};
