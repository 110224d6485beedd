import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parsePortRange, portMemory, readSecretKeys } from '../../src/gateway/proxy-options.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-proxy-'));
  file = join(folder, 'file.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('ports for brokers', () => {
  test('are a range', () => {
    expect(parsePortRange('--proxy-ports', '20000-20199')).toEqual({ first: 20_000, last: 20_199 });
  });

  test.each(['', '20000', '20199-20000', '0-10', '1-65536', 'a-b'])('are none in %j', (text) => {
    expect(() => parsePortRange('--proxy-ports', text)).toThrow(
      expect.objectContaining({ code: 'CLI_PORT_RANGE_INVALID' }),
    );
  });

  test('are remembered in a file, which need not be there at first', async () => {
    const memory = await portMemory(file);
    expect(memory.assigned).toEqual([]);
    const assigned = [{ side: 'source', address: '10.0.0.1:10911', port: 20_002 }] as const;
    await memory.remember(assigned);
    expect((await portMemory(file)).assigned).toEqual(assigned);
    expect(await readFile(file, 'utf8')).toContain('10.0.0.1:10911');
  });

  test('are not taken from a file that holds something else', async () => {
    await writeFile(file, '[{"side":"left"}]');
    await expect(portMemory(file)).rejects.toMatchObject({ code: 'CLI_PROXY_STATE_INVALID' });
  });
});

describe('secret keys', () => {
  test('are found by their access keys, and hidden', async () => {
    await writeFile(file, '{"shop":"12345678"}');
    const secretKeyOf = await readSecretKeys(file);
    expect(secretKeyOf('shop')?.reveal()).toBe('12345678');
    expect(String(secretKeyOf('shop'))).not.toContain('12345678');
    expect(secretKeyOf('other')).toBeUndefined();
  });

  test.each(['{"shop":12345678}', '["12345678"]', 'shop=12345678'])(
    'are refused in %j, which is not quoted',
    async (text) => {
      await writeFile(file, text);
      const error: Error = await readSecretKeys(file).then(
        () => expect.fail(),
        (reason: Error) => reason,
      );
      expect(error).toMatchObject({ code: 'CLI_SECRET_KEYS_INVALID' });
      expect(error.message).not.toContain('12345678');
    },
  );
});
