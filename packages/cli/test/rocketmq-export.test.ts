import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

const OLD_NODE = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } });`;

test.each([
  ['C', /^rocketmq-export\.js needs Node 22\.15 or newer; this is 20\.20\.2\.\n.*nodejs\.org\)\.\n$/],
  ['zh_CN.UTF-8', /^rocketmq-export\.js 需要 Node 22\.15 或更高版本，当前为 20\.20\.2。\n.*）。\n$/],
] as const)(
  'the export as one file says on a Node that is too old which one it needs (%s)',
  async (language, told) => {
    const file = fileURLToPath(new URL('../src/rocketmq-export.ts', import.meta.url));
    const args = ['--conditions=source', '--import', OLD_NODE, file, '--name-servers', 'localhost:9876'];
    await expect(run(process.execPath, args, { env: { LC_ALL: language } })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(told),
    });
  },
);
