import { stat, writeFile } from 'node:fs/promises';
import { describeConfigs } from '@mqferry/kafka';
import { beforeAll, expect, it } from 'vitest';
import { describedTopics } from '../inventory/kafka-commands.ts';
import { reach, usePair, writeProperties } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { type JsonLine, type Mqferry, startMqferryIn } from '../lib/mqferry.ts';
import { produceText } from '../lib/producers.ts';
import { type ServiceProcess, startFirstService } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';

const MINUTE_MS = 60_000;
const TOPICS = ['orders', 'payments'];
const NAME = 'move it';

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
let service: ServiceProcess & { readonly token: string };

const env = () => ({ XDG_CONFIG_HOME: `${pair().folder}/config` });

const started = (...args: string[]): Mqferry => startMqferryIn({ env: env() }, ...args);

/** Runs a command to its end. */
const mqferry = async (...args: string[]) => {
  const running = started(...args);
  const { code, stderr } = await running.exited;
  return { code, out: running.text, err: stderr };
};

/** What it prints; it has to succeed. */
const text = async (...args: string[]): Promise<string> => {
  const { code, out, err } = await mqferry(...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

// biome-ignore lint/suspicious/noExplicitAny: what the API answers depends on the command, and is what tests look at
const json = async (...args: string[]): Promise<any> => JSON.parse(await text(...args, '--json'));

const write = async (what: string): Promise<void> => {
  for (const topic of TOPICS) {
    const records = Array.from({ length: 200 }, (_, i) => ({
      key: `key ${i}`,
      value: `${what} ${topic} ${i}`,
    }));
    await produceText(reach(pair().source), topic, records);
  }
};

const heldRetentions = async (): Promise<number> => {
  const configs = await describeConfigs(
    pair().onTarget,
    TOPICS.map((topic) => ({ topic })),
  );
  return TOPICS.filter((topic) => configs.get(topic)?.get('retention.ms')?.value === '-1').length;
};

beforeAll(async () => {
  const { onSource, folder } = pair();
  for (const topic of TOPICS) await newTopic(onSource, topic, 2);
  await write('first');
  service = await startFirstService(`${folder}/service`);
}, 2 * MINUTE_MS);

it('logs in with a token', async () => {
  expect(await mqferry('migration', 'list')).toMatchObject({
    code: 2,
    err: expect.stringContaining('mqferry login URL'),
  });
  const login = startMqferryIn(
    { env: env(), stdin: `${service.token}\n` },
    'login',
    service.url,
    '--token-stdin',
  );
  expect(await login.exited).toMatchObject({ code: 0 });
  expect((await stat(`${env().XDG_CONFIG_HOME}/mqferry/service.json`)).mode & 0o777).toBe(0o600);
  expect(await json('whoami')).toEqual({ name: 'scenario', role: 'administrator', kind: 'token' });
});

it('adds clusters by a property file and by addresses', async () => {
  const { source, target, folder } = pair();
  const config = await writeProperties(folder, 'old.properties', {
    'bootstrap.servers': source.bootstrap.PLAINTEXT!,
    'client.id': 'service',
  });
  expect(await text('cluster', 'test', '--config', config)).toContain('The service reaches it: cluster ');
  expect(await mqferry('cluster', 'test', '--bootstrap', '127.0.0.1:1')).toMatchObject({
    code: 1,
    out: expect.stringContaining('What failed is the network connection:'),
  });
  await text('cluster', 'add', 'old', '--config', config);
  await text('cluster', 'add', 'new', '--bootstrap', target.bootstrap.PLAINTEXT!);
  expect((await json('cluster', 'list')).map(({ name }: JsonLine) => name)).toEqual(['new', 'old']);
});

it('copies topics without records: tells first, does then, and finds them there at last', {
  timeout: 3 * MINUTE_MS,
}, async () => {
  const { onSource, onTarget, target } = pair();
  await newTopic(onSource, 'bare.orders', 3, { 'retention.ms': '3600000' });
  await newTopic(onSource, 'bare.state', 2, { 'cleanup.policy': 'compact' });
  await newTopic(onSource, 'bare.kept', 1);
  await newTopic(onTarget, 'bare.kept', 1);
  const sides = ['--from', 'old', '--to', 'new'];
  const copy = ['meta', 'copy', 'topics', ...sides, '--topics', 'bare[.].*', '--partitions', 'bare.orders=5'];

  const told = await mqferry(...copy);
  expect([told.code, told.err]).toEqual([0, 'Nothing was done. To do it, add --commit.\n']);
  expect(told.out).toMatch(/^bare\.orders +create +5 +1 +no$/m);
  expect(told.out).toMatch(/^bare\.state +create +2 +1 +yes$/m);
  expect(told.out).toMatch(/^bare\.kept +there already +1 +1 +no$/m);
  expect(told.out).toContain('To be created: 2 topics with 7 partitions. There already: 1. Refused: 0.');
  expect((await onTarget.refreshMetadata()).topics.has('bare.orders')).toBe(false);

  expect(await text(...copy, '--commit')).toContain(
    'State: succeeded. Items: 3; done 2, there already 1, failed 0',
  );
  const made = await describedTopics(reach(target));
  expect(made.get('bare.orders')).toMatchObject({ partitions: 5, configs: { 'retention.ms': '3600000' } });
  expect(made.get('bare.state')).toMatchObject({ partitions: 2, configs: { 'cleanup.policy': 'compact' } });

  const again = await text(...copy, '--commit');
  expect(again).toMatch(/^bare\.orders +there already +5 +1 +no$/m);
  expect(again).toContain('The target has all of it already; nothing to do.\n');
  expect(await json('task', 'list')).toMatchObject({ total: 1, items: [{ kind: 'topics' }] });
  // The service may show what it has read before the copy for a moment.
  const outcomes = async () => {
    const { items } = await json('meta', 'compare', 'topics', ...sides, '--search', 'bare');
    return items.map(({ name, outcome }: JsonLine) => `${name} ${outcome}`);
  };
  await expect.poll(outcomes).toEqual(['bare.kept equal', 'bare.orders differs', 'bare.state equal']);
  expect(await text('meta', 'topics', 'new', '--search', 'bare.state')).toMatch(
    /^bare\.state +2 +1 +compact /m,
  );
});

it('declares a migration; a second time changes nothing', async () => {
  const file = `${pair().folder}/migration.yaml`;
  const declare = (topics: string) =>
    writeFile(
      file,
      `name: ${NAME}\nsource: old\ntarget: new\nselection: { topics: ${topics}, groups: .* }\n`,
    );
  await declare('orders');
  expect(await text('apply', '-f', file, '--dry-run')).toBe(`${NAME}: would be made\n`);
  expect(await text('migration', 'list')).toContain('There is no migration yet.');
  expect(await text('apply', '-f', file)).toBe(`${NAME}: made\n`);
  expect(await text('apply', '-f', file)).toBe(`${NAME}: is as declared\n`);
  await declare(TOPICS.join('|'));
  expect(await text('apply', '-f', file)).toBe(
    `${NAME}: changed\n  selection.topics: orders → ${TOPICS.join('|')}\n`,
  );
  expect(await json('apply', '-f', file)).toMatchObject({
    action: 'unchanged',
    migration: { intent: 'none' },
  });
});

it('makes, plans, starts and follows a migration until it is in step', {
  timeout: 3 * MINUTE_MS,
}, async () => {
  const { source, target } = pair();
  await text('migration', 'delete', NAME, '--yes');
  await text(
    'migration',
    'create',
    'move',
    '--source',
    'old',
    '--target',
    'new',
    '--topics',
    TOPICS.join('|'),
  );
  const plan = await text('migration', 'plan', 'move');
  expect(plan).toMatch(/^orders +create +2 +1 +delete/m);
  expect(plan).toContain('To carry it out: mqferry migration start move\n');
  expect(await mqferry('migration', 'start', 'move')).toMatchObject({
    code: 2,
    err: expect.stringContaining('CLI_TERMINAL_NEEDED'),
  });
  expect(await text('migration', 'start', 'move', '--yes')).toContain(
    '  1. Copy from old to new by this plan, and keep copying\n',
  );
  const watching = started('migration', 'watch', 'move', '--until', 'verified', '--json');
  expect(await watching.exited).toMatchObject({ code: 0, stderr: '' });
  const [last] = watching.lines.slice(-1);
  expect(last).toMatchObject({ migration: { topics: { total: 2, inStep: 2, verified: 2 } } });
  expect(last?.copy.forward.lag).toBe('0');
  await expectEqualLogs(reach(source), reach(target), TOPICS);
  expect(await heldRetentions()).toBe(2);
  expect(await text('migration', 'topics', 'move')).toMatch(/^payments +in step +200 +0 +/m);
});

it('pauses, resumes and stops it, and forgets it', { timeout: 3 * MINUTE_MS }, async () => {
  const { source, target } = pair();
  expect(await json('migration', 'pause', 'move', '--yes')).toMatchObject({ steps: [{ verb: 'pauseCopy' }] });
  expect(await text('migration', 'show', 'move')).toContain('mqferry migration resume move\n');
  await write('while it was paused');
  const again = await mqferry('migration', 'pause', 'move', '--yes');
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('Code: MIGRATION_NOT_RUNNING')]);
  await text('migration', 'resume', 'move', '--yes');
  const watching = started('migration', 'watch', 'move', '--until', 'verified');
  expect(await watching.exited).toMatchObject({ code: 0 });
  expect(watching.text).toBe('In step with the source; verified equal; applications on the source\n');
  await expectEqualLogs(reach(source), reach(target), TOPICS);
  const { events, topics } = {
    events: await text('migration', 'events', 'move'),
    topics: await json('migration', 'topics', 'move'),
  };
  expect(events).toContain('created topic orders, partitions: 2\n');
  expect(topics.total).toBe(2);
  expect(await text('migration', 'stop', 'move', '--yes')).toContain(
    '  2. Put back what new was held to for the copy\n',
  );
  expect(await heldRetentions()).toBe(0);
  await text('migration', 'delete', 'move', '--yes');
  expect(await text('cluster', 'remove', 'new')).toBe('Forgot cluster new.\n');
  await expectEqualLogs(reach(source), reach(target), TOPICS);
});

it('says the same in Chinese', async () => {
  const chinese = startMqferryIn(
    { env: { ...env(), LC_ALL: 'zh_CN.UTF-8' } },
    'audit',
    '--action',
    'deleteCluster',
  );
  expect(await chinese.exited).toMatchObject({ code: 0 });
  expect(chinese.text).toMatch(/^时间 +操作者 +操作 +结果 +对象\n\S+ +scenario +deleteCluster +done +new\n$/);
  const failing = startMqferryIn({ env: { ...env(), LC_ALL: 'zh_CN.UTF-8' } }, 'migration', 'show', 'move');
  expect((await failing.exited).stderr).toContain('错误：服务中没有迁移 move。');
});

it('follows a service that is away for a moment, until Ctrl-C', { timeout: 2 * MINUTE_MS }, async () => {
  await text('cluster', 'add', 'new', '--bootstrap', pair().target.bootstrap.PLAINTEXT!);
  await text('migration', 'create', 'move', '--source', 'old', '--target', 'new');
  const watching = started('migration', 'watch', 'move', '--json');
  await expect.poll(() => watching.lines.length).toBe(1);
  service.process.kill('SIGTERM');
  await service.process.exited;
  const { host } = new URL(service.url);
  const again = started('serve', '--data', `${pair().folder}/service`, '--listen', host);
  await expect.poll(() => watching.lines.length).toBe(2);
  watching.kill('SIGINT');
  expect(await watching.exited).toMatchObject({ code: 0, signal: null });
  again.kill('SIGTERM');
  expect(await again.exited).toMatchObject({ code: 0, signal: null });
});
