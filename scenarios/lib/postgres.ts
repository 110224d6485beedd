import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { until } from './until.ts';

const run = promisify(execFile);
const START_MS = 60_000;
const USER = 'mqferry';

/** A PostgreSQL of its own on loopback. */
export interface Postgres {
  /** A new, empty database in it. */
  database(): Promise<string>;
  /** Ends every connection to one of them. */
  cutConnections(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** Where Debian puts the programs of the newest version that is installed; else the path has them. */
const programs = (): string => {
  const versions = '/usr/lib/postgresql';
  try {
    const newest = readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0];
    return newest === undefined ? '' : `${join(versions, newest, 'bin')}/`;
  } catch {
    return '';
  }
};

/** The server does not run as root: then it runs as the user that its package has made. */
const identity = async (): Promise<{ readonly uid?: number; readonly gid?: number }> => {
  if (process.getuid?.() !== 0) return {};
  const idOf = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

/** Starts it in a folder of its own, which goes when it stops. */
export const startPostgres = async (): Promise<Postgres> => {
  const [bin, who, port] = [programs(), await identity(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'mqferry-postgres-'));
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid!);
  const data = join(folder, 'data');
  const made = ['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(`${bin}initdb`, made, { ...who, cwd: folder });
  const server = spawn(
    `${bin}postgres`,
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-c', 'fsync=off'],
    { ...who, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const urlOf = (name: string) => `postgres://${USER}@127.0.0.1:${port}/${name}`;
  const ask = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await until('PostgreSQL accepts connections', START_MS, async () => {
    if (server.exitCode !== null) throw new Error(`PostgreSQL has ended: ${log}`);
    return ask('select 1').then(
      () => true,
      () => false,
    );
  });
  let databases = 0;
  return {
    database: async () => {
      databases += 1;
      const name = `test_${databases}`;
      await ask(`create database ${name}`);
      return urlOf(name);
    },
    cutConnections: (url) =>
      ask(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(url).pathname.slice(1)}'`,
      ),
    stop: async () => {
      const ended = once(server, 'exit');
      // A fast shutdown: whoever is connected is cut off.
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
