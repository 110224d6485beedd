import { text } from 'node:stream/consumers';
import { javaTool } from '@mqferry/sandbox';
import { demoErrors } from './demo-errors.ts';
import { type DemoTopic, RECORD_BYTES } from './scene.ts';

const PROGRAM = 'ProducerPerformance';

/** Writes the backlog of a topic with Kafka's own producer. Throws DEMO_CLIENT_ENDED, or the signal's reason. */
export const fillTopic = async (
  bootstrap: string,
  { name, records, compression }: DemoTopic,
  signal: AbortSignal,
): Promise<void> => {
  const tool = await javaTool({
    classpath: 'tools',
    main: `org.apache.kafka.tools.${PROGRAM}`,
    args: [
      ...['--bootstrap-server', bootstrap, '--topic', name, '--throughput', '-1'],
      ...['--num-records', String(records), '--record-size', String(RECORD_BYTES)],
      ...[
        '--command-property',
        'acks=all',
        `compression.type=${compression}`,
        'batch.size=65536',
        'linger.ms=10',
      ],
    ],
    jvmArgs: ['-XX:+UseSerialGC', '-Xmx256m'],
  });
  const onAbort = () => void tool.stop(0);
  signal.addEventListener('abort', onAbort);
  const [output, { code, signal: killedBy }] = await Promise.all([text(tool.stdout), tool.exited]);
  signal.removeEventListener('abort', onAbort);
  signal.throwIfAborted();
  if (code !== 0) {
    const lines = `${output}\n${tool.errorLines()}`.trim();
    throw demoErrors.DEMO_CLIENT_ENDED({ client: PROGRAM, exit: killedBy ?? `code ${code}`, lines });
  }
};
