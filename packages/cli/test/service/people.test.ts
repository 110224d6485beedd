import type { Client } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeId, fakeService } from '../support/fake-service.ts';

const AT = '2026-11-22T08:30:00Z';
const ann = {
  id: fakeId('11111111'),
  name: 'ann',
  role: 'viewer' as const,
  external: false,
  createdAt: AT,
  lastLoginAt: null,
};
const ci = {
  ...{ id: fakeId('22222222'), name: 'ci', role: 'operator' as const, createdBy: 'ann', createdAt: AT },
  ...{ expiresAt: null, lastUsedAt: null },
};

const mqferry = async (
  operations: Partial<Client>,
  argv: string[],
  options: Parameters<typeof fakeService>[1] = {},
) => {
  const { world, written } = fakeService({ listUsers: () => Promise.resolve([ann]), ...operations }, options);
  return { code: await run(argv, world), ...written };
};

test('a user is added with a password that is asked for twice, or comes from standard input', async () => {
  const createUser = vi.fn<Client['createUser']>(() => Promise.resolve(ann));
  const argv = ['user', 'add', 'ann', '--role', 'viewer'];
  const answers = [
    ['characters or more: ', 'correct horse\r'],
    ['Once more: ', 'correct horse\r'],
  ] as const;
  const typed = await mqferry({ createUser }, argv, { isTTY: true, answers });
  expect([typed.code, typed.out]).toEqual([0, 'Added user ann, viewer.\n']);
  expect(typed.err).not.toContain('horse');
  await mqferry({ createUser }, [...argv, '--password-stdin'], { piped: ' with spaces \r\n' });
  expect(createUser.mock.calls.map(([{ body }]) => body.password)).toEqual([
    'correct horse',
    ' with spaces ',
  ]);
});

test('a role and a password are given by the name of the user', async () => {
  const changeUser = vi.fn<Client['changeUser']>(() => Promise.resolve(ann));
  await mqferry({ changeUser }, ['user', 'role', 'ann', 'administrator']);
  await mqferry({ changeUser }, ['user', 'password', 'ann', '--password-stdin'], { piped: 'correct horse' });
  expect(changeUser.mock.calls.map(([given]) => given)).toEqual([
    { params: { id: ann.id }, body: { role: 'administrator' } },
    { params: { id: ann.id }, body: { password: 'correct horse' } },
  ]);
});

test.each([
  [['user', 'add', 'bob'], 'CLI_OPTION_MISSING', 2],
  [['user', 'add', 'bob', '--role', 'king'], 'CLI_CHOICE_INVALID', 2],
  [['user', 'remove', 'anna'], 'CLI_USER_UNKNOWN', 1],
  [['token', 'add', 'x', '--role', 'viewer', '--expires', 'tomorrow'], 'CLI_TIME_INVALID', 2],
])('%j ends with %s', async (argv, errorCode, exitCode) => {
  const { code, err } = await mqferry({}, argv);
  expect([code, err]).toEqual([exitCode, expect.stringContaining(`Code: ${errorCode}`)]);
});

test('of a new token nothing but the secret is on stdout', async () => {
  const createToken = vi.fn<Client['createToken']>(() => Promise.resolve({ token: ci, secret: 'mqf_once' }));
  const argv = ['token', 'add', 'ci', '--role', 'operator', '--expires', '2027-01-01T00:00+01:00'];
  const { out, err } = await mqferry({ createToken }, argv);
  expect([out, err]).toEqual(['mqf_once\n', 'API token ci, operator; it is shown this once:\n']);
  expect(createToken.mock.calls[0]![0].body.expiresAt).toBe('2026-12-31T23:00:00.000Z');
});

test('the lists', async () => {
  expect((await mqferry({}, ['user', 'list'])).out).toBe(`\
NAME  ROLE    ADDED                 LAST LOGIN
ann   viewer  2026-11-22T08:30:00Z  –
`);
  const listTokens = () => Promise.resolve([ci]);
  expect((await mqferry({ listTokens }, ['token', 'list'])).out).toBe(`\
NAME  ROLE      BY   EXPIRES  LAST USED
ci    operator  ann  –        –
`);
});

test('the audit log by its filters', async () => {
  const entry = {
    ...{
      id: 1,
      at: AT,
      who: 'ann',
      address: null,
      action: 'login',
      subject: 'ann',
      before: null,
      after: null,
    },
    outcome: 'API_LOGIN_FAILED',
  };
  const listAudit = vi.fn<Client['listAudit']>(() => Promise.resolve({ items: [entry], total: 1 }));
  const filters = ['--since', AT, '--who', 'ann', '--action', 'login', '--limit', '7'];
  expect((await mqferry({ listAudit }, ['audit', ...filters])).out).toBe(`\
TIME                  WHO  ACTION  OUTCOME           SUBJECT
2026-11-22T08:30:00Z  ann  login   API_LOGIN_FAILED  ann
`);
  expect(listAudit.mock.calls[0]![0]).toEqual({
    query: { since: '2026-11-22T08:30:00.000Z', who: 'ann', action: 'login', offset: 0, limit: 7 },
  });
});
