import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore, type StoreLocation } from '../src/open-store.ts';
import { SCHEMA } from '../src/schema/upgrade.ts';
import { type AnyDatabase, loadText, openAny } from './fixtures/databases.ts';
import { onEachDatabase } from './store-support.ts';

const DIALECTS = ['sqlite', 'postgres'] as const;
/** The states that a newer step has to bring up to date: those after every step but the last. */
const STATES = SCHEMA.slice(0, -1).map(({ name }) => name.slice(0, 4));

const fixture = (state: string, dialect: string): string =>
  join(import.meta.dirname, 'fixtures', `${state}.${dialect}.sql`);

type Rows = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

const rowsOf = async (db: AnyDatabase): Promise<Rows> => {
  const tables = (await db.introspection.getTables()).filter(({ name }) => !name.startsWith('kysely_'));
  return new Map(
    await Promise.all(
      tables.map(async ({ name }) => [name, await db.selectFrom(name).selectAll().execute()] as const),
    ),
  );
};

const read = async (where: StoreLocation): Promise<Rows> => {
  const db = openAny(where);
  return rowsOf(db).finally(() => db.destroy());
};

test('of the state before each step there is a database', () => {
  const missing = STATES.flatMap((state) => DIALECTS.map((dialect) => fixture(state, dialect))).filter(
    (file) => !existsSync(file),
  );
  expect(missing).toEqual([]);
});

onEachDatabase(({ location }) => {
  test.each(STATES)('a database of state %s has all that it had after every later step', async (state) => {
    const where = await location();
    if ('folder' in where) mkdirSync(where.folder, { recursive: true });
    const dialect = 'folder' in where ? 'sqlite' : 'postgres';
    await loadText(where, readFileSync(fixture(state, dialect), 'utf8'));
    const before = await read(where);
    const empty = [...before].flatMap(([table, rows]) => (rows.length === 0 ? [table] : []));
    expect(empty).toEqual([]);
    await (await openStore(where)).close();
    const after = await read(where);
    for (const [table, rows] of before) expect([table, after.get(table)]).toMatchObject([table, rows]);
    // It is written to as any other, also where the database counts rows by itself.
    const store = await openStore(where);
    const event = {
      at: '2026-11-23T00:00:00.000Z',
      who: 'amy',
      address: null,
      action: 'login',
      subject: null,
    };
    await store.db
      .insertInto('audit')
      .values({ ...event, before: null, after: null, outcome: 'done' })
      .execute();
    await store.close();
    expect((await read(where)).get('audit')!.length).toBe(before.get('audit')!.length + 1);
  });
});
