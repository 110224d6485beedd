import { createTopics } from '@mqferry/kafka';
import type { KafkaVersion } from '@mqferry/sandbox';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { recordsIn } from '../lib/kafka-log.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { produceBulk, produceText, type TextRecord } from '../lib/producers.ts';
import { isFullScale, scaled } from '../lib/scale.ts';

const MINUTE_MS = 60_000;
const PARTITIONS = 6;
const RECORD_BYTES = 1_000;

const BULK = [
  { codec: 'lz4', records: scaled(1_000_000, 60_000) },
  { codec: 'zstd', records: scaled(100_000, 6_000) },
  { codec: 'gzip', records: scaled(100_000, 6_000) },
  { codec: 'snappy', records: scaled(100_000, 6_000) },
  { codec: 'none', records: scaled(100_000, 6_000) },
];

/** Keys and values there and not there, empty ones, headers, other scripts. */
const TEXT: readonly TextRecord[] = Array.from({ length: 2_000 }, (_, i) => ({
  ...(i % 5 === 0 ? {} : { key: `key ${i % 37}` }),
  ...(i % 7 === 0 ? {} : { value: i % 11 === 0 ? '' : `value ${i} 消息 ${'x'.repeat(i % 300)}` }),
  ...(i % 3 === 0 ? { headers: { origin: `header ${i}`, empty: '' } } : {}),
}));

/** How each topic of text is written. */
const PRODUCERS: readonly { topic: string; properties: Readonly<Record<string, string>> }[] = [
  { topic: 'text-idempotent', properties: { 'enable.idempotence': 'true', 'compression.type': 'lz4' } },
  { topic: 'text-plain', properties: { 'enable.idempotence': 'false', 'compression.type': 'none' } },
  {
    topic: 'text-leader-only',
    properties: { 'enable.idempotence': 'false', acks: '1', 'batch.size': '200' },
  },
];

const RECORDS: ReadonlyMap<string, number> = new Map([
  ...BULK.map(({ codec, records }) => [codec, records] as const),
  ...PRODUCERS.map(({ topic }) => [topic, TEXT.length] as const),
]);

/** By the day one release is enough: other scenarios copy from the others. */
const RELEASES: readonly KafkaVersion[] = isFullScale ? ['2.8.2', '3.9.2'] : ['2.8.2'];

describe.each(RELEASES)('a copy from %s to 4.3.1', (version) => {
  const pair = usePair({ version }, { version: '4.3.1' });

  beforeAll(async () => {
    const { source, onSource } = pair();
    await createTopics(
      onSource,
      [...RECORDS.keys()].map((name) => ({ name, partitions: PARTITIONS, replicationFactor: 1 })),
    );
    for (const { codec, records } of BULK) {
      await produceBulk(reach(source), codec, records, RECORD_BYTES, { 'compression.type': codec });
    }
    for (const { topic, properties } of PRODUCERS) await produceText(reach(source), topic, TEXT, properties);
  }, 10 * MINUTE_MS);

  it('ends equal by its own verification', { timeout: 10 * MINUTE_MS }, async () => {
    const { report, code, stderr } = await runMqferry(
      'migrate',
      ...pairArguments(pair()),
      '--once',
      '--verify',
    );
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    expect(code).toBe(0);
    if (isFullScale) {
      const { seconds, status } = report!;
      console.log(`${version} → 4.3.1: ${status.copiedRecords} records in ${seconds} s`);
    }
  });

  it('is equal for Kafka’s own tools', { timeout: 20 * MINUTE_MS }, async () => {
    const { source, target } = pair();
    const logs = await expectEqualLogs(reach(source), reach(target), [...RECORDS.keys()]);
    for (const [topic, records] of RECORDS) expect(recordsIn(logs[topic]!)).toBe(records);
  });
});
