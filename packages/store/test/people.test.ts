import { expect, test } from 'vitest';
import { Sessions } from '../src/sessions.ts';
import { Tokens } from '../src/tokens.ts';
import { Users } from '../src/users.ts';
import { onEachDatabase } from './store-support.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const after = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const PASSWORD = 'correct horse battery';

onEachDatabase(({ store }) => {
  test('a user logs in with the right password only, and is told of without it', async () => {
    const users = new Users(store());
    const added = await users.add('amy', 'operator', PASSWORD, NOW);
    expect(added).toMatchObject({ name: 'amy', role: 'operator', last_login_at: null });
    expect(JSON.stringify(await users.list())).not.toContain('scrypt');
    expect(await users.add('amy', 'viewer', PASSWORD, NOW)).toBeUndefined();
    expect(await users.authenticate('amy', `${PASSWORD}!`, NOW)).toBeUndefined();
    expect(await users.authenticate('nobody', 'nobody', NOW)).toBeUndefined();
    expect(await users.authenticate('amy', PASSWORD, NOW)).toMatchObject({
      last_login_at: NOW.toISOString(),
    });
    await users.change(added!.id, { password: 'another password', role: 'viewer' });
    expect(await users.authenticate('amy', PASSWORD, NOW)).toBeUndefined();
    expect(await users.authenticate('amy', 'another password', NOW)).toMatchObject({ role: 'viewer' });
  });

  test('a session ends when it is not used, when it is told to, and with its user', async () => {
    const [users, sessions] = [new Users(store()), new Sessions(store())];
    const { id } = (await users.add('ben', 'viewer', PASSWORD, NOW))!;
    const secret = await sessions.begin(id, NOW);
    expect(await sessions.userOf(secret, after(11))).toMatchObject({ name: 'ben' });
    expect(await sessions.userOf(secret, after(22))).toMatchObject({ name: 'ben' });
    expect(await sessions.userOf(secret, after(35))).toBeUndefined();
    const other = await sessions.begin(id, NOW);
    await sessions.end(other);
    expect(await sessions.userOf(other, NOW)).toBeUndefined();
    const last = await sessions.begin(id, NOW);
    await users.delete(id);
    expect(await sessions.userOf(last, NOW)).toBeUndefined();
  });

  test('a token is worth something until it expires, and its secret is not kept', async () => {
    const tokens = new Tokens(store());
    const made = await tokens.add(
      { name: 'ci', role: 'operator', createdBy: 'amy', expiresAt: after(1).toISOString() },
      NOW,
    );
    const { secret, token } = made!;
    expect(await tokens.authenticate(secret, NOW)).toMatchObject({
      name: 'ci',
      last_used_at: NOW.toISOString(),
    });
    expect(await tokens.authenticate(secret, after(2))).toBeUndefined();
    expect(await tokens.authenticate(`${secret}x`, NOW)).toBeUndefined();
    const kept = await store().db.selectFrom('tokens').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(secret);
    await tokens.delete(token.id);
    expect(await tokens.authenticate(secret, NOW)).toBeUndefined();
  });
});
