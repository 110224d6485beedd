import { type Acl, createAcls, describeAcls } from '@mqferry/kafka';
import type { KafkaOptions } from '@mqferry/sandbox';
import { beforeAll, expect, it } from 'vitest';
import { Books } from '../lib/books.ts';
import { type Pair, reach, usePair, writeProperties } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import type { Reach } from '../lib/java-tools.ts';
import { startConsumer, startProducer } from '../lib/live-clients.ts';
import { addPair, change, type ServiceProcess, startFirstService, untilInStep } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'orders';
const GROUP = 'billing';
const USER = 'app';
const LISTENER = 'SASL_PLAINTEXT';

/** Where applications log in; the service comes by the listener on which everybody is a super user. */
const secured = (version: KafkaOptions['version']): KafkaOptions => ({
  version,
  listeners: ['PLAINTEXT', LISTENER],
  sasl: { mechanisms: ['SCRAM-SHA-512'], users: { [USER]: 'app-secret' } },
  authorizer: true,
});

const allow = (resourceType: Acl['resourceType'], resourceName: string): Acl => ({
  ...{ resourceType, resourceName, operation: 'ALL', patternType: 'LITERAL', permission: 'ALLOW' },
  ...{ principal: `User:${USER}`, host: '*' },
});

const pair = usePair(secured('3.9.2'), secured('4.3.1'));
const books = new Books(TOPIC, GROUP);
let service: ServiceProcess;
let id: string;

/** As the application. */
const asApplication = async (at: Pair['source']): Promise<Reach> => ({
  bootstrap: at.bootstrap[LISTENER]!,
  config: await writeProperties(
    pair().folder,
    `${at.name}-${USER}.properties`,
    at.clientProperties(LISTENER, { user: USER }),
  ),
});

beforeAll(async () => {
  const { onSource, onTarget, folder } = pair();
  const rights = [allow('TOPIC', TOPIC), allow('GROUP', GROUP)];
  for (const client of [onSource, onTarget]) await createAcls(client, rights);
  await newTopic(onSource, TOPIC, 2);
  service = await startFirstService(`${folder}/service`);
  const { api } = service;
  const body = { name: 'move', ...(await addPair(api, pair())), selection: { topics: TOPIC, groups: GROUP } };
  id = (await api.createMigration({ body })).id;
  await api.planMigration({ params: { id } });
  await change(api, { operation: 'start', migrationId: id });
}, 3 * MINUTE_MS);

const lastSwitch = async () => (await service.api.listSwitches({ params: { id } })).at(-1)!;
const untilStage = (stage: string) =>
  until(`the switch is at ${stage}`, 2 * MINUTE_MS, async () => (await lastSwitch()).stage === stage);
const denials = async (client: Pair['onSource']): Promise<number> =>
  (await describeAcls(client, { resourceName: TOPIC, permission: 'DENY', operation: 'WRITE' })).length;

it('a producer that nobody stops is refused, and nothing that was acknowledged to it is lost or doubled', {
  timeout: 5 * MINUTE_MS,
}, async () => {
  const { onSource, onTarget, source, target } = pair();
  const [there, here] = [await asApplication(source), await asApplication(target)];
  const forgotten = await startProducer(there, books);
  let consumer = await startConsumer(there, books, 'new');
  await books.untilWritten(50);
  await untilInStep(service.api, id, 1);
  await change(service.api, {
    ...{ operation: 'switch', migrationId: id, topics: [TOPIC], runbook: 'same-offset', denyWrites: true },
  });
  await until('the producer is refused', MINUTE_MS, () => forgotten.refused() > 0);
  expect(await denials(onSource)).toBe(1);
  await books.untilProcessed();
  await consumer.stop();
  await untilStage('on-target');
  await forgotten.stop();
  await expectEqualLogs(reach(source), reach(target), [TOPIC]);

  const producer = await startProducer(here, books);
  consumer = await startConsumer(here, books, 'goes on');
  await books.untilWritten(50);
  expect(producer.refused()).toBe(0);
  await change(service.api, { operation: 'switchBack', switchId: (await lastSwitch()).id });
  await until('the producer is refused there as well', MINUTE_MS, () => producer.refused() > 0);
  await books.untilProcessed();
  await consumer.stop();
  await untilStage('returned');
  await producer.stop();
  expect([await denials(onSource), await denials(onTarget)]).toEqual([0, 1]);
  await expectEqualLogs(reach(source), reach(target), [TOPIC]);

  const again = await startProducer(there, books);
  consumer = await startConsumer(there, books, 'goes on');
  await books.untilWritten(50);
  await again.stop();
  await books.untilProcessed();
  await consumer.stop();
  expect(again.refused()).toBe(0);
  expect([books.faults(), books.disorder()]).toEqual([[], []]);
});
