import { describe, expect, it } from 'vitest';
import { surveyLog } from '../../src/plan/scan-log.ts';
import { sourceBatch } from '../copier/copy-support.ts';
import { fakeLog } from '../verify/fake-log.ts';

const stretch = { topic: 'orders', partition: 3, start: 0n, end: 4n };

describe('a survey of a log', () => {
  it('names records in zstd where the target does not take them', async () => {
    const log = () => fakeLog(sourceBatch(0n, 2), sourceBatch(2n, 2, { compression: 'zstd' }));
    const gate = { whole: true, transactions: 'none', holes: false } as const;
    const refused = await surveyLog(log().client, stretch, { ...gate, takesZstd: false });
    expect(refused.refusal).toMatchObject({ code: 'REPLICATION_ZSTD_REFUSED', parameters: { offset: 2n } });
    const taken = await surveyLog(log().client, stretch, { ...gate, takesZstd: true });
    expect(taken.refusal).toBeUndefined();
  });
});
