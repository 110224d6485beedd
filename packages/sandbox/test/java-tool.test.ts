import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { javaTool, type KafkaCluster, runJavaTool, startKafka } from '../src/index.ts';
import { identify } from '../src/process-identity.ts';
import { readStates } from '../src/sandbox-state.ts';

const toolStates = () =>
  readStates().filter(({ kind, owner }) => kind === 'tools' && owner?.pid === process.pid);

describe("Kafka's Java tools", () => {
  let cluster: KafkaCluster;
  beforeAll(async () => {
    cluster = await startKafka({ version: '4.3.1', config: { 'auto.create.topics.enable': 'true' } });
  });
  afterAll(() => cluster?.stop());

  const connection = () => ['--bootstrap-server', cluster.bootstrap.PLAINTEXT!, '--topic', 'letters'];

  it('read stdin and write stdout, and end when they are stopped', async () => {
    const main = 'org.apache.kafka.tools.ConsoleProducer';
    await runJavaTool({ classpath: 'tools', main, args: connection(), stdin: 'a\nb\nc\n' });
    const consumer = await javaTool({
      classpath: 'tools',
      main: 'org.apache.kafka.tools.consumer.ConsoleConsumer',
      args: [...connection(), '--from-beginning'],
    });
    const letters: string[] = [];
    for await (const line of createInterface(consumer.stdout)) {
      letters.push(line);
      if (letters.length === 3) break;
    }
    expect(letters).toEqual(['a', 'b', 'c']);
    expect(toolStates().flatMap(({ processes }) => processes)).toMatchObject([{ pid: consumer.pid }]);
    consumer.stdout.resume();
    await consumer.stop();
    expect(identify(consumer.pid)).toBeUndefined();
    expect(toolStates()).toEqual([]);
  });

  it('that fail are an error with what they said', async () => {
    const main = 'org.apache.kafka.tools.GetOffsetShell';
    await expect(runJavaTool({ classpath: 'tools', main, args: ['--no-such-option'] })).rejects.toMatchObject(
      {
        code: 'SANDBOX_COMMAND_FAILED',
        message: expect.stringContaining('no-such-option'),
      },
    );
  });

  it('include MirrorMaker 2', async () => {
    const main = 'org.apache.kafka.connect.mirror.MirrorMaker';
    // It prints its usage, with a code that means failure.
    await expect(runJavaTool({ classpath: 'mirror', main, args: ['--help'] })).rejects.toMatchObject({
      message: expect.stringContaining('mm2.properties'),
    });
  });
});
