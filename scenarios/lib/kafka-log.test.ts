import { createTopics, type NewRecord } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect, reach, useClusters } from './clusters.ts';
import { kafkaLogs, type PartitionLog } from './kafka-log.ts';
import { textRecords, writeBatch } from './write-records.ts';

const records = textRecords(50, 1_700_000_000_000n);

/** The records with another one in the place of number 20. */
const withOther = (change: Partial<NewRecord>): NewRecord[] =>
  records.map((record, i) => (i === 20 ? { ...record, ...change } : record));

/** What each partition holds: the records, the same again, and what differs in one record. */
const LOGS: readonly (readonly [name: string, content: readonly NewRecord[]])[] = [
  ['original', records],
  ['same', records],
  ['with another value', withOther({ value: Buffer.from('value 21') })],
  ['without a value', withOther({ value: null })],
  ['with another key', withOther({ key: Buffer.from('key 21') })],
  ['with another time', withOther({ timestamp: 1_700_000_000_021n })],
  ['with another header', withOther({ headers: [{ key: 'origin', value: Buffer.from('header 20') }] })],
  ['changed in order', [...records.slice(0, 20), records[21]!, records[20]!, ...records.slice(22)]],
  ['doubled', [...records.slice(0, 20), records[20]!, ...records.slice(20)]],
  ['missing', [...records.slice(0, 20), ...records.slice(21)]],
];
const TOPIC = 'logs';

describe('the comparison by Kafka’s own tools', () => {
  const clusters = useClusters({ version: '4.3.1' });
  let logs: Omit<PartitionLog, 'partition'>[];

  beforeAll(async () => {
    const client = connect(clusters()[0]!);
    try {
      await createTopics(client, [{ name: TOPIC, partitions: LOGS.length, replicationFactor: 1 }]);
      for (const [partition, [, content]] of LOGS.entries()) {
        await writeBatch(client, { topic: TOPIC, partition }, content, { compression: 'lz4' });
      }
    } finally {
      await client.close();
    }
    const { [TOPIC]: all } = await kafkaLogs(reach(clusters()[0]!), [TOPIC]);
    logs = all!.map(({ partition: _, ...log }) => log);
  });

  it('sees every record', () => {
    expect(logs[0]).toMatchObject({ start: 0n, end: 50n, records: 50 });
  });

  it('finds equal logs equal', () => {
    expect(logs[1]).toEqual(logs[0]);
  });

  it.each(LOGS.slice(2).map(([name], i) => ({ name, partition: i + 2 })))(
    'finds a log different with one record $name',
    ({ partition }) => {
      expect(logs[partition]!.digest).not.toBe(logs[0]!.digest);
    },
  );
});
