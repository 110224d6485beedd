import type { Client } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import { fakeClusters } from '../../support/fake-service.ts';
import {
  AT,
  fakeGateway,
  fakeSeamlessTask,
  phrase,
  problem,
  seamless,
  TASK_ID,
  typing,
} from './fake-seamless.ts';

const params = { id: TASK_ID };

test('the list, in both languages', async () => {
  expect((await seamless({}, ['list'])).out).toBe(`\
NAME  SOURCE  TARGET  MODE        TOPICS  STATE
shop  old     new     route mode       3  1 of 3 topics done.
`);
  expect((await seamless({}, ['list'], { env: { LANG: 'zh_CN.UTF-8' } })).out).toContain('路由模式');
  const none = async () => ({ items: [], total: 0 });
  expect((await seamless({ listSeamlessTasks: none }, ['list'])).out).toContain('no seamless migration yet');
});

test('one is made between clusters that are named', async () => {
  const createSeamlessTask = vi.fn<Client['createSeamlessTask']>(async () => fakeSeamlessTask());
  const args = ['create', 'shop', '--source', 'old', '--target', 'new'];
  expect(await seamless({ createSeamlessTask }, args)).toMatchObject({
    ...{ code: 0, out: expect.stringContaining('Made seamless migration shop') },
  });
  await seamless({ createSeamlessTask }, [...args, '--mode', 'proxy']);
  const [target, source] = fakeClusters;
  const body = { name: 'shop', sourceId: source!.id, targetId: target!.id };
  expect(createSeamlessTask.mock.calls.map(([given]) => given)).toEqual([
    { body },
    { body: { ...body, mode: 'proxy' } },
  ]);
  expect((await seamless({}, [...args, '--mode', 'bridge'])).err).toContain('CLI_CHOICE_INVALID');
});

test('one is shown with its steps, its numbers, what can be done and what not', async () => {
  expect((await seamless({}, ['show', 'shop'])).out).toBe(`\
Seamless migration shop: old → new, route mode
1 of 3 topics done.
Next: Take orders on.

STEP                DONE  TO DO
Connect the source  yes
Grey migration      no    Take topics on.
Complete            no    Two topics are not done.

As of 2026-11-22T08:30:00Z; of two numbers the first is the source, the second the target.
Topics: 3 (initial 2, done 1); can go forward now: 1
Groups: 2; with a consumer that no gateway sees: 1
Clients: 5 at gateways, 1 that no gateway sees
Messages a second: in 1,234 / 0, out 0.3 / –; backlog 9,007,199,254,740,993 / –
Gateways: 1; heard lately 1, with the present table 1

What can be done now:
  mqferry rocketmq migration pause shop
  mqferry rocketmq migration add shop TOPIC…

Not now:
  complete: Two topics are not done.
`);
  const { out } = await seamless({}, ['show', 'shop', '--json']);
  expect(JSON.parse(out)).toMatchObject({ name: 'shop', backlog: { source: '9007199254740993' } });
  const broken = fakeSeamlessTask({ problem: problem('The source is away.'), gateways: [], seenAt: null });
  const shown = (await seamless({}, ['show', 'shop'], {}, broken)).out;
  expect(shown).toContain('The source is away. [API_UNEXPECTED]\n  What to do: Do something.\n');
  expect(shown).toContain('As of –;');
});

test('a name that is not known is answered with the nearest', async () => {
  const { code, err } = await seamless({}, ['show', 'shops']);
  expect([code, err]).toEqual([1, expect.stringContaining('CLI_SEAMLESS_TASK_UNKNOWN')]);
  expect(err).toContain('Nearest names: shop.');
});

test('a change tells what it means, and asks', async () => {
  const pauseSeamlessTask = vi.fn<Client['pauseSeamlessTask']>(async () => fakeSeamlessTask());
  const declined = await seamless({ pauseSeamlessTask }, ['pause', 'shop'], typing('n'));
  expect([declined.code, declined.out]).toEqual([1, 'No topic goes forward.\n']);
  expect(pauseSeamlessTask).not.toHaveBeenCalled();
  const done = await seamless({ pauseSeamlessTask }, ['pause', 'shop'], typing('y'));
  expect([done.code, done.out]).toEqual([0, 'No topic goes forward.\nPaused shop.\n']);
  expect(pauseSeamlessTask.mock.calls).toEqual([[{ params }]]);
  const { out } = await seamless({ pauseSeamlessTask }, ['pause', 'shop', '--yes', '--json']);
  expect(JSON.parse(out)).toMatchObject({ name: 'shop' });
  expect((await seamless({}, ['pause', 'shop'])).err).toContain('CLI_TERMINAL_NEEDED');
});

test('what cannot be done is told, and not tried', async () => {
  const { code, err } = await seamless({}, ['complete', 'shop', '--yes']);
  expect([code, err]).toEqual([1, expect.stringContaining('Two topics are not done. [API_UNEXPECTED]')]);
});

test('one is resumed, completed and deleted', async () => {
  const task = fakeSeamlessTask({ actions: [] });
  const operations = {
    resumeSeamlessTask: vi.fn<Client['resumeSeamlessTask']>(async () => task),
    completeSeamlessTask: vi.fn<Client['completeSeamlessTask']>(async () => task),
    deleteSeamlessTask: vi.fn<Client['deleteSeamlessTask']>(async () => undefined),
  };
  for (const [change, told] of [
    ['resume', 'Resumed shop.'],
    ['complete', 'Completed shop.'],
    ['delete', 'Forgot shop.'],
  ] as const)
    expect((await seamless(operations, [change, 'shop', '--yes'], {}, task)).out).toBe(`${told}\n`);
  for (const operation of Object.values(operations)) expect(operation.mock.calls).toEqual([[{ params }]]);
});

test('gateways are shown with what they serve, and one that was stopped for good is forgotten', async () => {
  const gateways = [
    fakeGateway(),
    fakeGateway({ gateway: 'gate-2', revision: 2, serves: false }),
    fakeGateway({ gateway: 'gate-3', live: false }),
  ];
  const task = fakeSeamlessTask({ gateways });
  const forgetSeamlessGateway = vi.fn<Client['forgetSeamlessGateway']>(async () => undefined);
  const { out } = await seamless(
    { forgetSeamlessGateway },
    ['gateways', 'shop', '--forget', 'gate-4'],
    {},
    task,
  );
  expect(out).toBe(`\
NAME    ADDRESS        MODE        STATE                     REVISION  CONNECTIONS  HEARD
gate-1  10.0.0.5:9876  route mode  serves the present table         3            4  2026-11-22T08:30:00Z
gate-2  10.0.0.5:9876  route mode  serves an older table            2            4  2026-11-22T08:30:00Z
gate-3  10.0.0.5:9876  route mode  NOT HEARD                        3            4  2026-11-22T08:30:00Z

Revision 3 of the table is the present one.
`);
  expect(forgetSeamlessGateway.mock.calls).toEqual([[{ params: { ...params, gateway: 'gate-4' } }]]);
  const none = await seamless({}, ['gateways', 'shop'], {}, fakeSeamlessTask({ gateways: [] }));
  expect(none.out).toContain('No gateway has reported yet.');
});

test('the log tells what happened in the words of the service', async () => {
  const entry = (en: string) => ({ id: 1, at: AT, type: 'step', details: {}, text: phrase(en) });
  const items = [entry('Resumed by amy'), entry('Paused by amy')];
  const listSeamlessLog = vi.fn<Client['listSeamlessLog']>(async () => ({ items, total: 9 }));
  expect((await seamless({ listSeamlessLog }, ['log', 'shop', '--limit', '2'])).out).toBe(`\
TIME                  EVENT
2026-11-22T08:30:00Z  Resumed by amy
2026-11-22T08:30:00Z  Paused by amy

7 more; --limit COUNT shows more.
`);
  const empty = async () => ({ items: [], total: 0 });
  expect((await seamless({ listSeamlessLog: empty }, ['log', 'shop'])).out).toBe('Nothing happened yet.\n');
});
