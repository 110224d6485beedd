import { afterAll, beforeAll, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { startMqferry } from '../lib/mqferry.ts';
import { type Postgres, startPostgres } from '../lib/postgres.ts';
import { produceText } from '../lib/producers.ts';
import { addPair, change, startFirstService, startService, untilInStep } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'orders';

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
let postgres: Postgres;
let database: string;

beforeAll(async () => {
  postgres = await startPostgres();
  database = await postgres.database();
  await newTopic(pair().onSource, TOPIC, 3);
}, 2 * MINUTE_MS);
afterAll(() => postgres.stop());

const write = (what: string): Promise<void> =>
  produceText(
    reach(pair().source),
    TOPIC,
    Array.from({ length: 300 }, (_, i) => ({ key: `key ${i}`, value: `${what} ${i}` })),
  );

it('when the node that serves is killed, the one that waits goes on with the migration', {
  timeout: 5 * MINUTE_MS,
}, async () => {
  const { source, target, folder } = pair();
  const data = `${folder}/service`;
  const first = await startFirstService(data, '--database', database);
  const { id } = await first.api.createMigration({
    body: { name: 'move', ...(await addPair(first.api, pair())), selection: {} },
  });
  await first.api.planMigration({ params: { id } });
  await change(first.api, { operation: 'start', migrationId: id });
  await write('by the first node');
  await untilInStep(first.api, id, 1);

  const waiting = startMqferry('serve', '--data', data, '--database', database, '--listen', '127.0.0.1:0');
  await until('the second node waits', MINUTE_MS, () => waiting.text.includes('Another node serves'));
  expect(waiting.text).not.toContain('http://');
  waiting.kill('SIGTERM');
  expect(await waiting.exited).toMatchObject({ code: 0 });

  const second = startService(data, first.token, '--database', database);
  await until(
    'copies run',
    MINUTE_MS,
    async () => (await first.api.listMigrations({ query: {} })).total === 1,
  );
  first.process.kill('SIGKILL');
  await write('while nobody serves');
  const { api, process } = await second;
  await untilInStep(api, id, 1);
  await expectEqualLogs(reach(source), reach(target), [TOPIC]);

  await postgres.cutConnections(database);
  expect(await process.exited).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('STORE_LEADERSHIP_LOST'),
  });
});

it('a node that may not serve any more copies nothing any more', async () => {
  // The copies of the nodes have ended, so that somebody else may copy the same topic again.
  const { source, target } = pair();
  const once = startMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
  expect(await once.exited).toMatchObject({ code: 0 });
  await expectEqualLogs(reach(source), reach(target), [TOPIC]);
});
