import { expect, test } from 'vitest';
import { Clusters } from '../src/clusters.ts';
import { ExternalIdentities } from '../src/external-identities.ts';
import { Migrations } from '../src/migrations.ts';
import { Readiness } from '../src/readiness.ts';
import { createSecretBox, newKey } from '../src/secrets.ts';
import { Users } from '../src/users.ts';
import { kafkaCluster, onEachDatabase } from './store-support.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const box = createSecretBox(newKey());

onEachDatabase(({ store }) => {
  const migration = async (name: string): Promise<string> => {
    const clusters = new Clusters(store(), box);
    const at = { properties: '', files: {} };
    const source = await clusters.add(kafkaCluster(`${name}-old`, 'a:1', at), NOW);
    const target = await clusters.add(kafkaCluster(`${name}-new`, 'b:1', at), NOW);
    const sides = { sourceId: source!.id, targetId: target!.id };
    const made = { name, ...sides, selection: '{}', bytesPerSecond: null };
    return (await new Migrations(store()).add(made, NOW))!.id;
  };
  const item = (name: string, verdict = 'ready', kind = 'topic') => ({
    ...{ kind, name, verdict, reasons: '[]', notes: '[]' },
  });
  const scan = (...items: ReturnType<typeof item>[]) => ({ at: NOW, tookMs: 5, notes: '[]', items });

  test('a scan takes the place of the one before, also one of thousands, and keeps the chosen interval', async () => {
    const readiness = new Readiness(store());
    const id = await migration('scans');
    expect(await readiness.get(id)).toBeUndefined();
    await readiness.schedule(id, 15);
    const many = Array.from({ length: 1_200 }, (_, i) => item(`topic-${String(i).padStart(4, '0')}`));
    await readiness.keep(id, scan(...many, item('readers', 'unknown', 'group')), 60);
    expect(await readiness.get(id)).toMatchObject({
      ...{ interval_minutes: 15, scanned_at: NOW.toISOString(), took_ms: 5 },
    });
    const counts = (await readiness.counts(id)).sort((a, b) => a.count - b.count);
    expect(counts).toEqual([
      { kind: 'group', verdict: 'unknown', count: 1 },
      { kind: 'topic', verdict: 'ready', count: 1_200 },
    ]);
    const part = await readiness.items(id, { kind: 'topic', search: 'TOPIC-11' }, 98, 5);
    expect([part.total, part.items.map(({ name }) => name)]).toEqual([100, ['topic-1198', 'topic-1199']]);
    await readiness.keep(id, scan(item('100%', 'not-ready')), 60);
    expect((await readiness.items(id, {}, 0, 10)).items).toMatchObject([{ name: '100%' }]);
    expect((await readiness.items(id, { search: '0%' }, 0, 10)).total).toBe(1);
    expect((await readiness.items(id, { search: '_' }, 0, 10)).total).toBe(0);
  });

  test('scans of one migration leave others alone, and go with it', async () => {
    const readiness = new Readiness(store());
    const [one, other] = [await migration('one'), await migration('other')];
    await readiness.keep(one, scan(item('a')), 60);
    await readiness.keep(other, scan(item('b')), 60);
    await new Migrations(store()).delete(one);
    expect(await readiness.get(one)).toBeUndefined();
    expect((await readiness.items(one, {}, 0, 10)).total).toBe(0);
    expect((await readiness.items(other, {}, 0, 10)).total).toBe(1);
  });

  test('an identity is one user, by issuer and subject; a name that is taken gives way to the next', async () => {
    const [users, identities] = [new Users(store()), new ExternalIdentities(store())];
    await users.add('amy', 'viewer', 'correct horse battery', NOW);
    const who = { issuer: 'https://id.example', subject: '42' };
    expect(await identities.find(who)).toBeUndefined();
    const made = await identities.add(who, ['amy', 'amy (id)'], 'operator', NOW);
    expect(made).toMatchObject({ name: 'amy (id)', role: 'operator' });
    expect(await identities.find(who)).toMatchObject({ id: made!.id });
    expect(await identities.find({ ...who, issuer: 'https://other.example' })).toBeUndefined();
    expect(await identities.loggedIn(made!.id, 'viewer', NOW)).toMatchObject({ role: 'viewer' });
    expect(await identities.userIds()).toEqual(new Set([made!.id]));
    expect(await users.isPasswordOf(made!.id, '')).toBeUndefined();
    expect(await users.authenticate('amy (id)', '', NOW)).toBeUndefined();
    await users.delete(made!.id);
    expect(await identities.find(who)).toBeUndefined();
  });
});
