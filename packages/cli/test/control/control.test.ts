import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCodedError } from '@mqferry/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectControl } from '../../src/control/control-client.ts';
import { type ControlServer, serveControl } from '../../src/control/control-server.ts';
import { handleRequest } from '../../src/control/handle-request.ts';
import { fakeRunning, fakeTopicStatus } from '../support/fake-running.ts';

let folder: string;
const servers: ControlServer[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-control-'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (isCodedError(error) ? error.code : String(error)),
  );

const serve = async (running = fakeRunning()) => {
  const stops: string[] = [];
  const controlled = { running: () => running, stop: () => stops.push('stop') };
  const who = { source: 'source-id', target: 'target-id' };
  const server = await serveControl(folder, who, (request) => handleRequest(request, controlled));
  servers.push(server);
  return { server, running, stops };
};

test('a running copy answers, on a socket that only its owner may use', async () => {
  const { server } = await serve();
  expect((await stat(server.path)).mode & 0o777).toBe(0o600);
  const connection = await connectControl(folder);
  expect(connection.hello).toMatchObject({ pid: process.pid, source: 'source-id', target: 'target-id' });
  expect(await connection.ask({ command: 'status' })).toMatchObject({
    type: 'status',
    copiedRecords: 1_000,
    partitions: 1,
    topics: [{ topic: 'orders', phases: { copying: 1 }, lag: '0', lagMs: 0 }],
  });
  connection.close();
});

test('limits and pauses are changed, of all topics and of some', async () => {
  const { running } = await serve(
    fakeRunning(['orders', 'payments'].map((topic) => fakeTopicStatus({ topic }))),
  );
  const { control } = running;
  const connection = await connectControl(folder);
  await connection.ask({ command: 'rate', bytesPerSecond: 1_000 });
  expect(control.total.bytesPerSecond).toBe(1_000);
  await connection.ask({ command: 'rate', bytesPerSecond: null });
  expect(control.total.bytesPerSecond).toBe(Number.POSITIVE_INFINITY);
  const limited = await connection.ask({ command: 'rate', bytesPerSecond: 5, topics: 'ord.*' });
  expect(limited).toEqual({ type: 'rate', bytesPerSecond: 5, topics: ['orders'] });
  expect([control.limitOf('orders')?.bytesPerSecond, control.limitOf('payments')]).toEqual([5, undefined]);
  expect(await connection.ask({ command: 'pause', topics: 'pay.*' })).toEqual({
    ...{ type: 'paused', topics: ['payments'], atRest: true, openTransactions: [] },
  });
  expect([control.isPaused('orders'), control.isPaused('payments')]).toEqual([false, true]);
  expect(await connection.ask({ command: 'resume' })).toMatchObject({ type: 'resumed' });
  expect(control.isPaused('payments')).toBe(false);
  connection.close();
});

test('it is stopped, and whoever asked sees it end', async () => {
  const { server, stops } = await serve();
  const connection = await connectControl(folder);
  expect(await connection.ask({ command: 'stop' })).toEqual({ type: 'stopping' });
  expect(stops).toEqual(['stop']);
  servers.length = 0;
  await server.close();
  await connection.ended;
  expect(existsSync(server.path)).toBe(false);
});

test('a pattern that matches nothing, or is none, changes nothing', async () => {
  const { running } = await serve();
  const connection = await connectControl(folder);
  const ask = (topics: string) => codeOf(connection.ask({ command: 'pause', topics }));
  expect(await ask('order')).toBe('CONTROL_NO_TOPIC_MATCHES');
  expect(await ask('(')).toBe('CONTROL_REQUEST_INVALID');
  expect(running.control.isPaused('orders')).toBe(false);
  connection.close();
});

test('before the copy has begun there is nothing to be changed', async () => {
  servers.push(
    await serveControl(folder, { source: 's', target: 't' }, (request) =>
      handleRequest(request, { running: () => undefined, stop: () => {} }),
    ),
  );
  const connection = await connectControl(folder);
  expect(await codeOf(connection.ask({ command: 'status' }))).toBe('CONTROL_NOT_READY');
  connection.close();
});

test('a line that is no request is refused, and the next one answered', async () => {
  const { server } = await serve();
  const socket = connect(server.path);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const ended = once(socket, 'close');
  socket.end('pause everything\n{"command":"rate","bytesPerSecond":-1}\n{"command":"stop"}\n');
  await ended;
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ type, code }) => code ?? type)).toEqual([
    ...['hello', 'CONTROL_REQUEST_INVALID', 'CONTROL_REQUEST_INVALID', 'stopping'],
  ]);
});

test('where nothing runs, that is said', async () => {
  expect(await codeOf(connectControl(folder))).toBe('CONTROL_NOTHING_RUNS');
  expect(await codeOf(connectControl(join(folder, 'missing')))).toBe('CONTROL_NOTHING_RUNS');
});

test('of several that run one has to be named', async () => {
  const [one] = [await serve(), await serve()];
  expect(await codeOf(connectControl(folder))).toBe('CONTROL_SEVERAL_RUN');
  const id = /control-(\w+)\.sock/.exec(one.server.path)![1]!;
  const connection = await connectControl(folder, id);
  expect(connection.hello.id).toBe(id);
  connection.close();
  expect(await codeOf(connectControl(folder, '000000'))).toBe('CONTROL_ID_UNKNOWN');
});

test('what a killed process left behind is cleared away', async () => {
  const path = join(folder, 'control-0a1b2c.sock');
  const child = spawn(process.execPath, [
    '-e',
    `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`,
  ]);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await readdir(folder)).toEqual(['control-0a1b2c.sock']);
  const { running } = await serve();
  const connection = await connectControl(folder);
  await connection.ask({ command: 'pause' });
  expect(running.control.isPaused('orders')).toBe(true);
  connection.close();
  expect(existsSync(path)).toBe(false);
});

test('a folder whose path is too long for a socket is named', async () => {
  const long = join(folder, 'x'.repeat(100));
  const who = { source: 's', target: 't' };
  expect(await codeOf(serveControl(long, who, () => Promise.reject(new Error('not asked'))))).toBe(
    'CONTROL_UNAVAILABLE',
  );
});
