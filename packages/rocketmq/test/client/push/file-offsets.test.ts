import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileOffsets } from '../../../src/client/push/file-offsets.ts';

const QUEUE = { topic: 't', brokerName: 'b', queueId: 1 };

describe('offsets in a file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mqferry-offsets-'));
    await mkdir(join(folder, 'ip@me', 'g'), { recursive: true });
    path = join(folder, 'ip@me', 'g', 'offsets.json');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const place = () => fileOffsets('ip@me', 'g', folder);

  it('are read as Java has written them, and those that are not changed stay', async () => {
    // fastjson's pretty format, as LocalFileOffsetStore of 4.9.7 leaves it.
    const written = `{\n\t"offsetTable":{{\n\t\t\t"brokerName":"b",\n\t\t\t"queueId":1,\n\t\t\t"topic":"t"\n\t\t}:9007199254740993,{\n\t\t\t"brokerName":"b",\n\t\t\t"queueId":2,\n\t\t\t"topic":"t"\n\t\t}:7\n\t}\n}`;
    await writeFile(path, written);
    expect(await place().read(QUEUE)).toBe(9_007_199_254_740_993n);
    await place().write([{ ...QUEUE, offset: 9_007_199_254_740_995n }]);
    expect(await place().read(QUEUE)).toBe(9_007_199_254_740_995n);
    expect(await place().read({ ...QUEUE, queueId: 2 })).toBe(7n);
    expect(await readFile(path, 'utf8')).toContain(
      '{"topic":"t","brokerName":"b","queueId":1}:9007199254740995',
    );
  });

  it('are those of the former file when there is none', async () => {
    await writeFile(`${path}.bak`, '{"offsetTable":{{"brokerName":"b","queueId":1,"topic":"t"}:5}}');
    expect(await place().read(QUEUE)).toBe(5n);
  });

  it('are none at first, and all there when many are written at once', async () => {
    const offsets = place();
    expect(await offsets.read(QUEUE)).toBeUndefined();
    await Promise.all(
      Array.from({ length: 20 }, (_, queueId) =>
        offsets.write([{ ...QUEUE, queueId, offset: BigInt(queueId) }]),
      ),
    );
    const read = await Promise.all(
      Array.from({ length: 20 }, (_, queueId) => offsets.read({ ...QUEUE, queueId })),
    );
    expect(read).toEqual(Array.from({ length: 20 }, (_, queueId) => BigInt(queueId)));
  });

  it('are not made up from a file that is broken', async () => {
    await writeFile(path, '{"offsetTable":');
    await expect(place().read(QUEUE)).rejects.toMatchObject({ code: 'ROCKETMQ_JSON_MALFORMED' });
  });
});
