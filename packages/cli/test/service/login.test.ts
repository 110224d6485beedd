import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiErrors, problemOf } from '@mqferry/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { liveServices } from '../../src/services.ts';
import { fakeWorld } from '../support/fake-world.ts';

const URL = 'http://127.0.0.1:7430';
const COOKIE = 'mqferry_session=sealed';

let folder: string;
let file: string;
const asked: { method: string; path: string; headers: Headers; body: unknown }[] = [];

const json = (value: unknown, init?: ResponseInit) => new Response(JSON.stringify(value), init);
const refused = () => json(problemOf(apiErrors.API_LOGIN_NEEDED({})), { status: 401 });

/** A service with one user and one token. */
const service: typeof fetch = async (input, init) => {
  const headers = new Headers(init?.headers);
  const { method = 'GET' } = init ?? {};
  const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
  asked.push({ method, path: String(input).slice(URL.length), headers, body });
  const who = { name: 'ann', role: 'operator', kind: 'user' };
  if (method === 'POST') return json(who, { headers: { 'set-cookie': `${COOKIE}; Path=/; HttpOnly` } });
  if (headers.get('authorization') === 'Bearer mqf_right') return json({ ...who, kind: 'token' });
  if (headers.get('cookie') !== COOKIE) return refused();
  return method === 'DELETE' ? new Response(null, { status: 204 }) : json(who);
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-login-'));
  file = join(folder, 'mqferry/service.json');
  asked.length = 0;
  vi.stubGlobal('fetch', service);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

const mqferry = async (argv: string[], options: Parameters<typeof fakeWorld>[1] = {}) => {
  const { createClient } = liveServices;
  const env = { XDG_CONFIG_HOME: folder, ...options.env };
  const { world, written } = fakeWorld({ createClient }, { ...options, env });
  return { code: await run(argv, world), ...written };
};

const TYPED = [
  ['User name: ', 'ann\r'],
  ['Password: ', 'correct horse\r'],
] as const;

test('a password begins a session, which is kept for its user only; the password is not shown', async () => {
  const { code, out, err } = await mqferry(['login', `${URL}/`], { isTTY: true, answers: TYPED });
  expect([code, out]).toEqual([0, `Logged in to ${URL} as ann, operator. Kept in ${file}.\n`]);
  expect(asked[0]).toMatchObject({ path: '/api/session', body: { name: 'ann', password: 'correct horse' } });
  expect(err).not.toContain('horse');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ url: URL, session: COOKIE });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await mqferry(['whoami'])).out).toBe(`ann, operator, at ${URL}\n`);
});

test('logging out ends the session and forgets it', async () => {
  await mqferry(['login', URL], { isTTY: true, answers: TYPED });
  expect(await mqferry(['logout'])).toMatchObject({ code: 0, out: `Logged out of ${URL}.\n` });
  expect(asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/session' });
  expect(await mqferry(['whoami'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Run mqferry login URL'),
  });
});

test('a token comes from standard input, and is kept only if the service takes it', async () => {
  const wrong = await mqferry(['login', URL, '--token-stdin'], { piped: 'mqf_wrong\n' });
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Code: CLI_LOGIN_REFUSED')]);
  await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  const right = await mqferry(['login', URL, '--token-stdin', '--json'], { piped: 'mqf_right\n' });
  expect(JSON.parse(right.out)).toEqual({ name: 'ann', role: 'operator', kind: 'token' });
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ url: URL, token: 'mqf_right' });
});

test('the environment counts before the file, whose login goes to no other service', async () => {
  await mqferry(['login', URL], { isTTY: true, answers: TYPED });
  const other = { MQFERRY_URL: 'http://other:1' };
  expect((await mqferry(['whoami'], { env: other })).err).toContain('Code: CLI_LOGIN_ELSEWHERE');
  const token = { MQFERRY_TOKEN: 'mqf_right' };
  expect((await mqferry(['whoami'], { env: token })).out).toBe(`API token ann, operator, at ${URL}\n`);
  asked.length = 0;
  await mqferry(['whoami'], { env: { ...other, ...token } });
  expect(asked.map(({ headers }) => headers.get('cookie'))).toEqual([null]);
});

test.each([
  [['login', URL], {}, 'CLI_TERMINAL_NEEDED', 2],
  [['login', 'service'], {}, 'CLI_SERVICE_ADDRESS_INVALID', 2],
  [['login', `${URL}?a=b`], {}, 'CLI_SERVICE_ADDRESS_INVALID', 2],
  [['login', URL, '--token-stdin'], {}, 'CLI_INPUT_EMPTY', 2],
  [['login', URL], { isTTY: true, answers: [['User name: ', '\u0003']] }, 'CLI_INPUT_ENDED', 1],
  [['login', URL], { isTTY: true, answers: [TYPED[0], ['Password: ', '\u0004']] }, 'CLI_INPUT_ENDED', 1],
] as const)('%j ends with its code', async (argv, options, errorCode, exitCode) => {
  const { code, err } = await mqferry([...argv], options);
  expect(err).toContain(`Code: ${errorCode}`);
  expect(code).toBe(exitCode);
  expect(asked).toEqual([]);
});

test('the first administrator is made with the token of the first start; a slip in the password makes nobody', async () => {
  const asking = (again: string) =>
    [
      ['Token that the service printed: ', 'one-time\r'],
      ['User name: ', 'ann\r'],
      ['New password, 12 characters or more: ', 'correct horse\r'],
      ['Once more: ', `${again}\r`],
    ] as const;
  const slip = await mqferry(['login', URL, '--claim'], { isTTY: true, answers: asking('correct hose') });
  expect([slip.err, asked]).toEqual([expect.stringContaining('Code: CLI_PASSWORDS_DIFFER'), []]);
  const { code } = await mqferry(['login', URL, '--claim'], {
    isTTY: true,
    answers: asking('correct horse'),
  });
  expect(code).toBe(0);
  expect(asked[0]).toMatchObject({
    path: '/api/session/claim',
    body: { token: 'one-time', name: 'ann', password: 'correct horse' },
  });
});

test('a login that would go to another machine in the clear is warned of', async () => {
  const { err } = await mqferry(['login', 'http://service.example:7430', '--token-stdin'], {
    piped: 'mqf_right',
  });
  expect(err).toContain('Warning: http://service.example:7430 is not encrypted');
});

test('a file that was damaged is told, with what to do', async () => {
  await mqferry(['login', URL, '--token-stdin'], { piped: 'mqf_right' });
  for (const content of ['{', '{"url":"http://a"}', 'null']) {
    await writeFile(file, content);
    expect((await mqferry(['whoami'])).err).toContain('Code: CLI_LOGIN_FILE_UNREADABLE');
  }
});
