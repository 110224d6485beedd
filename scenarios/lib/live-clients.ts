import { createInterface } from 'node:readline';
import { type JavaTool, javaTool } from '@mqferry/sandbox';
import type { Books } from './books.ts';
import { QUICK_START, type Reach } from './java-tools.ts';
import { isRefusal } from './verifiable.ts';

const TOOLS = 'org.apache.kafka.tools';
/** Records a second. */
const RATE = 40;
const STOP_MS = 30_000;

/** A producer or consumer of an application, which runs until it is told to stop. */
export interface LiveClient {
  /** Lets what is under way be acknowledged or committed. Throws what went wrong meanwhile. */
  stop(): Promise<void>;
}

/** A producer that may be refused. */
export interface LiveProducer extends LiveClient {
  /** Records that the cluster did not take. */
  refused(): number;
}

interface Line {
  readonly name: string;
  readonly value: string;
  readonly success?: boolean;
}

const started = async (
  program: 'VerifiableProducer' | 'VerifiableConsumer',
  args: readonly string[],
  onLine: (line: Line, text: string) => void,
): Promise<LiveClient> => {
  const tool: JavaTool = await javaTool({
    ...{ classpath: 'tools', main: `${TOOLS}.${program}`, args, jvmArgs: QUICK_START },
  });
  let failed: string | undefined;
  let stopping = false;
  const lines = createInterface({ input: tool.stdout });
  lines.on('line', (text) => {
    const line = JSON.parse(text) as Line;
    if (line.success === false) failed ??= text;
    onLine(line, text);
  });
  const read = new Promise((resolve) => lines.once('close', resolve));
  void tool.exited.then(({ code }) => {
    if (!stopping) failed ??= `it ended with ${code}: ${tool.errorLines()}`;
  });
  return {
    stop: async () => {
      stopping = true;
      await Promise.all([tool.stop(STOP_MS), read]);
      if (failed !== undefined) throw new Error(`${program}: ${failed}`);
    },
  };
};

const reachOf = ({ bootstrap, config }: Reach): string[] => [
  ...['--bootstrap-server', bootstrap],
  ...(config === undefined ? [] : ['--command-config', config]),
];

/**
 * Starts a VerifiableProducer of an application; what the cluster acknowledges is entered in the books. One that is
 * refused goes on trying.
 */
export const startProducer = async (at: Reach, books: Books): Promise<LiveProducer> => {
  const { topic, keys } = books;
  const args = [
    ...[...reachOf(at), '--topic', topic, '--acks', '-1', '--throughput', String(RATE)],
    ...['--value-prefix', String(books.nextRun()), '--repeating-keys', String(keys)],
  ];
  let refused = 0;
  const { stop } = await started('VerifiableProducer', args, ({ name, value }, text) => {
    if (name === 'producer_send_success') books.wrote(value);
    if (isRefusal(text)) refused += 1;
  });
  return { stop, refused: () => refused };
};

/**
 * Starts a VerifiableConsumer of an application's group, which commits what it has read. One that goes on has no rule
 * for where to begin, so that it can only begin where the group's offsets say.
 */
export const startConsumer = (at: Reach, books: Books, begin: 'new' | 'goes on'): Promise<LiveClient> => {
  const args = [
    ...[...reachOf(at), '--topic', books.topic, '--group-id', books.group, '--verbose'],
    ...['--reset-policy', begin === 'new' ? 'earliest' : 'none'],
  ];
  return started('VerifiableConsumer', args, ({ name, value }) => {
    if (name === 'record_data') books.processed(value);
  });
};
