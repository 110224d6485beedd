import { type SandboxListing, sandboxErrors } from '@mqferry/sandbox';
import { expect, test, vi } from 'vitest';
import { sandboxOptions } from '../../src/commands/sandbox.ts';
import { run } from '../../src/run.ts';
import { fakeWorld } from '../support/fake-world.ts';

const listing: SandboxListing = {
  name: 'x',
  kind: 'kafka',
  startedAt: '',
  running: true,
  ownerPid: null,
  processes: [],
};

test('the newest Kafka on one plaintext broker unless told otherwise', () => {
  expect(sandboxOptions({})).toEqual({ kafka: { version: '4.3.1' } });
});

test('SASL listeners come with a user and a mechanism', () => {
  expect(sandboxOptions({ listeners: 'PLAINTEXT, SASL_SSL', brokers: '3', ports: '1,2' })).toEqual({
    kafka: {
      version: '4.3.1',
      brokers: 3,
      listeners: ['PLAINTEXT', 'SASL_SSL'],
      sasl: { mechanisms: ['SCRAM-SHA-512'], users: { demo: 'demo-secret' } },
      ports: [1, 2],
    },
  });
});

test('RocketMQ with all that it can have', async () => {
  const sandboxUp = vi.fn(() => Promise.resolve(listing));
  const { world, written } = fakeWorld({ sandboxUp });
  const flags = ['--name-servers', '2', '--masters', '2', '--slave', '--acl', '--proxy', '--name', 'x'];
  expect(await run(['sandbox', 'up', '--rocketmq', '5.5.0', ...flags], world)).toBe(0);
  const wanted = { nameServers: 2, masters: 2, slave: true, acl: true, proxy: true, name: 'x' };
  expect(sandboxUp).toHaveBeenCalledWith({ rocketmq: { version: '5.5.0', ...wanted } });
  expect(written.err).toMatch(/^Starting RocketMQ 5\.5\.0 …/);
});

test.each([
  [['--rocketmq', '4.9.7', '--brokers', '3'], 'CLI_OPTIONS_CONFLICT'],
  [['--slave'], 'CLI_OPTION_MISSING'],
])('%j mixes the options of Kafka and RocketMQ: %s', async (flags, code) => {
  const { world, written } = fakeWorld({});
  expect(await run(['sandbox', 'up', ...flags], world)).toBe(2);
  expect(written.err).toContain(`Code: ${code}`);
});

test('up prints what was started as JSON, and only that on stdout', async () => {
  const { world, written } = fakeWorld({ sandboxUp: () => Promise.resolve(listing) });
  expect(await run(['sandbox', 'up'], world)).toBe(0);
  expect(JSON.parse(written.out)).toEqual(listing);
  expect(written.err).toMatch(/^Starting Kafka 4\.3\.1 …/);
});

test('down says what it stopped', async () => {
  const sandboxDown = vi.fn(() => Promise.resolve(['x']));
  const { world, written } = fakeWorld({ sandboxDown });
  expect(await run(['sandbox', 'down', 'all'], world)).toBe(0);
  expect(sandboxDown).toHaveBeenCalledWith('all');
  expect(JSON.parse(written.out)).toEqual({ stopped: ['x'] });
});

test('an option the sandbox cannot take is wrong usage', async () => {
  const { world } = fakeWorld({
    sandboxUp: () => Promise.reject(sandboxErrors.SANDBOX_OPTION_INVALID({ reason: 'x' })),
  });
  expect(await run(['sandbox', 'up', '--brokers', '2'], world)).toBe(2);
});
