import { expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { fakeClient, fakeTopic, fakeWorld } from './support/fake-world.ts';

const runIn = async (argv: string[], set = fakeWorld()) => ({
  code: await run(argv, set.world),
  ...set.written,
});

test.each([
  [['migrate', '--frm', 'a:1'], 'CLI_OPTION_MISSPELT'],
  [['migrate', '--zzzzzzzz'], 'CLI_OPTION_UNKNOWN'],
  [['migrat'], 'CLI_COMMAND_MISSPELT'],
  [['xyzzy'], 'CLI_COMMAND_UNKNOWN'],
  [['migrate', '--from'], 'CLI_VALUE_MISSING'],
  [['migrate', 'extra'], 'CLI_ARGUMENT_EXCESS'],
  [['sandbox', 'down'], 'CLI_ARGUMENT_MISSING'],
  [['migrate', '--once', '--follow'], 'CLI_OPTIONS_CONFLICT'],
  [['migrate', '--to', 'b:1'], 'CLI_ADDRESS_MISSING'],
  [['migrate', '--from', 'a:1'], 'CLI_ADDRESS_MISSING'],
  [['topics'], 'CLI_ADDRESS_MISSING'],
  [['migrate', '--from', 'a:1', '--to', 'b:1', '--topics', '('], 'CLI_PATTERN_INVALID'],
  [['groups', '--from', 'a:1', '--groups', '['], 'CLI_PATTERN_INVALID'],
  [['migrate', '--from', 'a:1', '--to', 'b:1', '--rate', '10M'], 'CLI_RATE_INVALID'],
])('%j is wrong usage: %s', async (argv, errorCode) => {
  const { code, out, err } = await runIn(argv);
  expect(err).toContain(`Code: ${errorCode}`);
  expect(code).toBe(2);
  expect(out).toBe('');
});

test('wrong usage is explained in Chinese too, with the names that were given', async () => {
  const { err } = await runIn(['migrate', '--flolow'], fakeWorld({}, { env: { LANG: 'zh_CN.UTF-8' } }));
  expect(err).toBe(
    '错误：没有选项 --flolow。\n处理办法：您是否想输入 --follow？\n错误码：CLI_OPTION_MISSPELT\n',
  );
});

test('no command shows the help and is wrong usage; asking for help is not', async () => {
  const bare = await runIn([]);
  const asked = await runIn(['--help']);
  expect(bare.code).toBe(2);
  expect(asked.code).toBe(0);
  expect(asked.out).toMatch(/^Usage: mqferry \[options\] \[command\]\n/);
});

test('the help of a command in Chinese, aligned, without a word of commander’s', async () => {
  const { code, out } = await runIn(
    ['groups', '--help'],
    fakeWorld({}, { env: { LANG: 'zh_CN' }, columns: 80 }),
  );
  expect(code).toBe(0);
  expect(out).toBe(`\
用法： mqferry groups [选项]

列出集群的消费组：状态、成员、积压

选项：
  --from <BOOTSTRAP>    集群地址，host:port[,host:port…]
  --from-config <FILE>  Java 客户端 properties 文件；此时 --from 仅用于替换其中
                        的 bootstrap.servers
  --groups <REGEX>      只列出完整名称匹配的消费组
  --json                输出 JSON，每行一个对象；最后一行为报告
  -h, --help            显示帮助
`);
});

test('the version is that of the package', async () => {
  expect(await runIn(['--version'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

test('a cluster that cannot be reached is named by its side', async () => {
  const failing = fakeClient('new', [], new Error('connect ECONNREFUSED'));
  const set = fakeWorld({
    connect: ({ bootstrap }) =>
      bootstrap[0]!.host === 'old' ? fakeClient('old', [fakeTopic('orders')]) : failing,
  });
  const { code, err } = await runIn(['migrate', '--from', 'old:9092', '--to', 'new:9092'], set);
  expect(code).toBe(1);
  expect(err).toMatch(/^Error at the target \(new:9092\): /);
});

test('with --json a failure is the last line on stdout as well', async () => {
  const set = fakeWorld({ connect: () => fakeClient('old', [], new Error('no')) });
  const { out } = await runIn(['topics', '--from', 'old:9092', '--json'], set);
  expect(JSON.parse(out)).toMatchObject({
    type: 'report',
    result: 'failed',
    exitCode: 1,
    error: { code: 'CLI_UNEXPECTED' },
  });
});

test('a pattern that matches nothing names what it may have meant', async () => {
  const set = fakeWorld({
    connect: () => fakeClient('old', [fakeTopic('orders'), fakeTopic('__secret', 1, true)]),
  });
  const { code, err } = await runIn(['topics', '--from', 'old:9092', '--topics', 'ordres'], set);
  expect(code).toBe(1);
  expect(err).toContain('Nearest names: orders.');
  expect(err).toContain('mqferry topics --from old:9092.');
});

test('a warning of the property file goes to stderr, with the file', async () => {
  const warning = { code: 'W', parameters: {}, text: () => 'odd.', advice: () => 'mend it.' };
  const set = fakeWorld({
    connect: () => fakeClient('old', [fakeTopic('orders')]),
    loadClientProperties: (source, options) => {
      expect([source, options?.bootstrapServers]).toEqual([{ path: 'client.properties' }, undefined]);
      return Promise.resolve({ config: { bootstrap: [{ host: 'old', port: 1 }] }, warnings: [warning] });
    },
    listTopics: () => Promise.resolve([]),
  });
  const { code, out, err } = await runIn(['topics', '--from-config', 'client.properties'], set);
  expect(code).toBe(0);
  expect(err).toBe('Warning: client.properties: odd. mend it.\n');
  expect(out).not.toContain('odd');
});
