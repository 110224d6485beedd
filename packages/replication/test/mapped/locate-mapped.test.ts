import { buildBatch, headerOfBatch } from '@mqferry/kafka';
import { expect, test } from 'vitest';
import { expectSameEnd } from '../../src/mapped/locate-mapped.ts';
import { OffsetMap } from '../../src/mapped/offset-map.ts';
import { ids, where } from '../copier/copy-support.ts';
import { fakeLog } from '../verify/fake-log.ts';

test('what somebody else wrote where a batch was announced is not taken for that batch', async () => {
  const map = new OffsetMap();
  map.append({ source: 7n, target: 0n, count: 4n });
  const bytes = buildBatch([{ timestamp: 1n, value: Buffer.from('x') }], { baseOffset: 2n, producerId: 5n });
  const last = { header: headerOfBatch(bytes), bytes };
  const source = fakeLog().client;
  await expect(expectSameEnd({ source, ids }, where, { map }, last)).rejects.toMatchObject({
    code: 'REPLICATION_TARGET_HAS_OTHER_DATA',
  });
});
