import { expect, test } from 'vitest';
import { openStore } from '../src/open-store.ts';
import { Users } from '../src/users.ts';
import { onEachDatabase } from './store-support.ts';

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
