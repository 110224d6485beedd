import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { Assessments } from '../src/assessments.ts';
import { openStore, type Store } from '../src/open-store.ts';
import { SCHEMA } from '../src/schema/upgrade.ts';
import { Users } from '../src/users.ts';
import { onEachDatabase } from './store-support.ts';

/** Makes an empty database what the first release would have made it. */
const backToFirst = async ({ db, dialect }: Store): Promise<void> => {
  const [first, ...later] = SCHEMA;
  const tables = await db.introspection.getTables();
  const own = tables.filter(({ name }) => !name.startsWith('kysely_'));
  if (dialect === 'sqlite') await sql`pragma foreign_keys = off`.execute(db);
  for (const { name } of own)
    await sql`drop table ${sql.table(name)} ${sql.raw(dialect === 'sqlite' ? '' : 'cascade')}`.execute(db);
  await first!.up(db as never, dialect);
  for (const { name } of later) await sql`delete from kysely_migration where name = ${name}`.execute(db);
};

onEachDatabase(({ location }) => {
  test('what was kept is there when it is opened again', async () => {
    const where = await location();
    const before = await openStore(where);
    const user = await new Users(before).add('amy', 'viewer', 'correct horse battery', new Date());
    await before.close();
    const again = await openStore(where);
    expect((await new Users(again).list()).map(({ id }) => id)).toEqual([user!.id]);
    await again.close();
  });

  test('several nodes share a PostgreSQL, and begin with an empty one together; a folder is for one', async () => {
    const where = await location();
    if ('folder' in where) {
      const store = await openStore(where);
      await expect(openStore(where)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
      await store.close();
      return;
    }
    const stores = await Promise.all([openStore(where), openStore(where), openStore(where)]);
    expect(await Promise.all(stores.map((store) => new Users(store).list()))).toEqual([[], [], []]);
    await Promise.all(stores.map((store) => store.close()));
  }, 30_000);

  test('a database of the first release is brought up to this one with what it holds', async () => {
    const where = await location();
    const before = await openStore(where);
    await backToFirst(before);
    const user = await new Users(before).add('amy', 'viewer', 'correct horse battery', new Date());
    await before.close();
    const after = await openStore(where);
    expect((await new Users(after).list()).map(({ id }) => id)).toEqual([user!.id]);
    expect(await new Assessments(after).running()).toEqual([]);
    await after.close();
  });

  test('the database of a newer release is left alone', async () => {
    const where = await location();
    const store = await openStore(where);
    await store.db
      .insertInto('kysely_migration' as never)
      .values({ name: '9999-later', timestamp: 'x' } as never)
      .execute();
    await store.close();
    await expect(openStore(where)).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
  });
});
