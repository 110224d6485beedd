import { runJavaTool } from '@mqferry/sandbox';
import { writeProperties } from './clusters.ts';
import { QUICK_START, type Reach } from './java-tools.ts';

const TOOLS = 'org.apache.kafka.tools';

/** One record as Kafka's verifiable clients report it: where it was acknowledged, or read. */
export interface ReportedRecord {
  readonly partition: number;
  readonly offset: number;
  readonly value: string;
}

interface ClientLine extends ReportedRecord {
  readonly name: string;
}

/** What a verifiable client says of single records, in lines of this name, in order of partition and offset. */
const reported = (output: string, name: string): ReportedRecord[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as ClientLine)
    .filter((line) => line.name === name)
    .map(({ partition, offset, value }) => ({ partition, offset, value }))
    .sort((a, b) => a.partition - b.partition || a.offset - b.offset);

/**
 * Whether VerifiableProducer says in a line that the cluster did not take a record. Its shutdown hook closes its producer while
 * its loop may still offer a record, which is then never sent.
 */
export const isRefusal = (line: string): boolean =>
  line.includes('"name":"producer_send_error"') &&
  !line.includes('Cannot perform operation after producer has been closed');

/** Writes the numbers from 0 to `records` - 1 with VerifiableProducer; gives what the cluster acknowledged. */
export const produceVerifiably = async (
  { bootstrap }: Reach,
  topic: string,
  records: number,
): Promise<ReportedRecord[]> => {
  const args = ['--bootstrap-server', bootstrap, '--topic', topic, '--max-messages', String(records)];
  const main = `${TOOLS}.VerifiableProducer`;
  const output = await runJavaTool({
    ...{ classpath: 'tools', main, args: [...args, '--acks', '-1'], jvmArgs: QUICK_START },
  });
  return reported(output, 'producer_send_success');
};

/** Reads `records` committed records of a topic with VerifiableConsumer, as a group that commits them. */
export const consumeVerifiably = async (
  { bootstrap }: Reach,
  topic: string,
  records: number,
  { group, folder }: { readonly group: string; readonly folder: string },
): Promise<ReportedRecord[]> => {
  const config = await writeProperties(folder, `${group}.properties`, {
    'isolation.level': 'read_committed',
  });
  const main = `${TOOLS}.VerifiableConsumer`;
  const args = [
    ...['--bootstrap-server', bootstrap, '--topic', topic, '--group-id', group, '--verbose'],
    ...['--max-messages', String(records), '--reset-policy', 'earliest', '--command-config', config],
  ];
  return reported(await runJavaTool({ classpath: 'tools', main, args, jvmArgs: QUICK_START }), 'record_data');
};

/** How a TransactionalMessageCopier works. */
export interface CopierOptions {
  readonly from: string;
  /** One partition of it: the copier reads no others. */
  readonly partition: number;
  readonly to: string;
  readonly group: string;
  /** Records in a transaction; a third of the transactions are aborted and written again. */
  readonly transactionSize: number;
}

/** Copies what a partition holds to another topic, exactly once, with TransactionalMessageCopier. */
export const copyInTransactions = async (
  { bootstrap }: Reach,
  { from, partition, to, group, transactionSize }: CopierOptions,
): Promise<void> => {
  await runJavaTool({
    classpath: 'tools',
    main: `${TOOLS}.TransactionalMessageCopier`,
    args: [
      ...['--broker-list', bootstrap, '--input-topic', from, '--input-partition', String(partition)],
      ...['--output-topic', to, '--consumer-group', group, '--transaction-size', String(transactionSize)],
      ...['--transactional-id', `${group}-${partition}`, '--enable-random-aborts'],
    ],
    jvmArgs: QUICK_START,
  });
};
