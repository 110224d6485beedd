import { pause } from '@mqferry/core';
import pg from 'pg';
import { storeErrors } from './store-errors.ts';

/** The right to run copies: of all nodes that share a database one has it at a time. */
export interface Leadership {
  /** Rejects with STORE_LEADERSHIP_LOST; never resolves. */
  readonly lost: Promise<never>;
  release(): Promise<void>;
}

/** The number of the advisory lock, by which nodes of this program know it (`mqferry` in ASCII, as far as it fits). */
const LOCK = 0x6d_71_66_65;
const ASK_AGAIN_MS = 1_000;
const ALIVE_MS = 5_000;
/** The server has to notice that a node is gone that lost its power, too. Seconds but for the last one. */
const KEEP_ALIVE =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 2; set tcp_user_timeout = 20000';

/**
 * Waits until this node leads: no other one holds the lock of the PostgreSQL at `url`. `onWaiting` is told once that
 * there is another one. The lock goes with its connection, however the node ends. Rejects when `signal` aborts.
 */
export const lead = async (url: string, onWaiting: () => void, signal: AbortSignal): Promise<Leadership> => {
  const client = new pg.Client({ connectionString: url, keepAlive: true, query_timeout: 2 * ALIVE_MS });
  const { promise: lost, reject } = Promise.withResolvers<never>();
  lost.catch(() => {});
  const lose = (reason: string) => reject(storeErrors.STORE_LEADERSHIP_LOST({ reason }));
  client.on('error', ({ message }) => lose(message));
  client.on('end', () => lose('the connection has ended'));
  await client.connect();
  const ended = new AbortController();
  try {
    await client.query(KEEP_ALIVE);
    const isOurs = async (): Promise<boolean> => {
      const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [
        LOCK,
      ]);
      return rows[0]!.ours;
    };
    for (let asked = 0; !(await isOurs()); asked += 1) {
      if (asked === 0) onWaiting();
      await pause(ASK_AGAIN_MS, signal);
    }
  } catch (error) {
    await client.end();
    throw error;
  }
  const watch = async (): Promise<void> => {
    for (;;) {
      await pause(ALIVE_MS, ended.signal);
      await client.query('select 1');
    }
  };
  watch().catch((error: Error) => lose(error.message));
  return {
    lost,
    release: async () => {
      ended.abort();
      await client.end();
    },
  };
};
