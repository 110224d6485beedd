import { javaTool, runJavaTool } from '@mqferry/sandbox';
import { writeProperties } from './clusters.ts';
import { QUICK_START, type Reach, reachArguments } from './java-tools.ts';
import { until } from './until.ts';
import { isRefusal } from './verifiable.ts';

const TOOLS = 'org.apache.kafka.tools';

/** A busy machine may keep a record waiting for longer than producers do by themselves. */
const PATIENCE_MS = '600000';

type Properties = Readonly<Record<string, string>>;

const propertyArguments = (option: string, properties: Properties): string[] =>
  Object.entries(properties).flatMap(([name, value]) => [option, `${name}=${value}`]);

/** Writes `records` of random letters, `size` bytes each, with ProducerPerformance; acks=all. */
export const produceBulk = async (
  at: Reach,
  topic: string,
  records: number,
  size: number,
  properties: Properties = {},
): Promise<void> => {
  const given = Object.entries({ acks: 'all', 'delivery.timeout.ms': PATIENCE_MS, ...properties }).map(
    ([name, value]) => `${name}=${value}`,
  );
  await runJavaTool({
    classpath: 'tools',
    main: `${TOOLS}.ProducerPerformance`,
    args: [
      ...reachArguments(at),
      ...['--topic', topic, '--num-records', String(records), '--record-size', String(size)],
      ...['--throughput', '-1', '--command-property', ...given],
    ],
    jvmArgs: QUICK_START,
  });
};

/** Writes a few records in a transaction, which is committed. */
export const produceTransactions = async (at: Reach, topic: string): Promise<void> => {
  await runJavaTool({
    classpath: 'tools',
    main: `${TOOLS}.ProducerPerformance`,
    args: [
      ...[...reachArguments(at), '--topic', topic, '--num-records', '20', '--record-size', '100'],
      ...['--throughput', '-1', '--transactional-id', `writes-${topic}`],
    ],
    jvmArgs: QUICK_START,
  });
};

/** What ConsoleProducer takes for null, as a key, a value, or where there are no headers. */
export const NULL = '<null>';

/** One record of text; null and no headers where left out. */
export interface TextRecord {
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly value?: string;
}

const lineOf = ({ headers, key = NULL, value = NULL }: TextRecord): string => {
  const list = headers && Object.entries(headers).map(([name, content]) => `${name}:${content}`);
  return `${list?.join(',') ?? NULL}\t${key}\t${value}`;
};

/** Writes records of text with ConsoleProducer. */
export const produceText = async (
  at: Reach,
  topic: string,
  records: readonly TextRecord[],
  properties: Properties = {},
): Promise<void> => {
  await runJavaTool({
    classpath: 'tools',
    main: `${TOOLS}.ConsoleProducer`,
    args: [
      ...reachArguments(at),
      ...['--topic', topic],
      ...propertyArguments('--command-property', properties),
      ...propertyArguments('--reader-property', {
        'parse.headers': 'true',
        'parse.key': 'true',
        'null.marker': NULL,
      }),
    ],
    jvmArgs: QUICK_START,
    stdin: records.map((record) => `${lineOf(record)}\n`).join(''),
  });
};

/** A producer that writes until it is told to stop. */
interface LiveLoad {
  /** Records the cluster has acknowledged so far. */
  acknowledged(): number;
  /** Lets what is under way be acknowledged, then ends it. Throws when a record was refused. */
  stop(): Promise<void>;
}

/** Where and how a live producer writes. */
export interface LoadOptions {
  readonly topic: string;
  /** Records a second, about. */
  readonly rate: number;
  readonly idempotent: boolean;
  /** Where its property file goes. */
  readonly folder: string;
}

const FIRST_RECORD_MS = 60_000;

/** Starts a VerifiableProducer; resolves when its first record is acknowledged. */
const startLoad = async (
  { bootstrap }: Reach,
  { topic, rate, idempotent, folder }: LoadOptions,
): Promise<LiveLoad> => {
  const config = await writeProperties(folder, `load-${topic}-${idempotent}.properties`, {
    'enable.idempotence': String(idempotent),
    retries: '2147483647',
    'delivery.timeout.ms': PATIENCE_MS,
    'compression.type': 'lz4',
    'linger.ms': '20',
  });
  const tool = await javaTool({
    classpath: 'tools',
    main: `${TOOLS}.VerifiableProducer`,
    args: [
      ...['--bootstrap-server', bootstrap, '--topic', topic, '--throughput', String(rate)],
      ...['--repeating-keys', '1000', '--acks', '-1', '--command-config', config],
    ],
    jvmArgs: QUICK_START,
  });
  let acknowledged = 0;
  let refused: string | undefined;
  let rest = '';
  tool.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.includes('"name":"producer_send_success"')) acknowledged += 1;
      else if (isRefusal(line)) refused ??= line;
    }
  });
  const load: LiveLoad = {
    acknowledged: () => acknowledged,
    stop: async () => {
      await tool.stop(30_000);
      if (refused !== undefined) throw new Error(`a record was not acknowledged: ${refused}`);
    },
  };
  const over = tool.exited.then(({ code }) => {
    throw new Error(`VerifiableProducer ended with ${code}: ${tool.errorLines()}`);
  });
  await Promise.race([over, until('a live record is acknowledged', FIRST_RECORD_MS, () => acknowledged > 0)]);
  over.catch(() => {});
  return load;
};

/** Writes with several producers at once while `work` runs; gives how many records were acknowledged. */
export const underLoad = async (
  at: Reach,
  options: readonly LoadOptions[],
  work: () => Promise<void>,
): Promise<number> => {
  const loads: LiveLoad[] = [];
  try {
    for (const one of options) loads.push(await startLoad(at, one));
    await work();
  } finally {
    await Promise.allSettled(loads.map((load) => load.stop()));
  }
  for (const load of loads) await load.stop();
  return loads.reduce((sum, load) => sum + load.acknowledged(), 0);
};
