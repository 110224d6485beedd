import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { OutgoingMessage, TransactionOutcome } from '@mqferry/rocketmq';
import { type JavaTool, type RocketmqVersion, rocketmqJava } from '@mqferry/sandbox';
import type { SeenMessage } from './seen-message.ts';

const PROGRAM = join(import.meta.dirname, 'Peer.java');

/** Queues are shared anew every second instead of every 20. */
const JVM = ['-Xmx96m', '-XX:+UseSerialGC', '-Drocketmq.client.rebalance.waitInterval=1000'];

const OUTCOMES: Readonly<Record<TransactionOutcome, string>> = {
  commit: 'COMMIT_MESSAGE',
  rollback: 'ROLLBACK_MESSAGE',
  unknown: 'UNKNOW',
};

/** How a Java producer sends. */
export type SendManner =
  | 'sync'
  | 'oneway'
  | 'request'
  | 'batch'
  | { readonly key: string }
  | { readonly queue: number }
  | { readonly transaction: TransactionOutcome };

/** How a Java consumer consumes. */
export interface JavaConsumer {
  readonly group: string;
  readonly topic: string;
  /** `pop` is for clients of 5.x, and for groups whose mode at the brokers is that. */
  readonly manner?: 'concurrent' | 'orderly' | 'broadcast' | 'pop';
  readonly tags?: string;
  readonly sql?: string;
  readonly maxReconsumeTimes?: number;
  /** How often each message fails. */
  readonly fails?: number;
  /** A producer group with which it replies. */
  readonly replyWith?: string;
}

const hex = (text: string | Buffer): string => Buffer.from(text).toString('hex');
const text = (hexText: string): string => String(Buffer.from(hexText, 'hex'));
const entries = (joined: string): [string, string][] =>
  joined
    .split(';')
    .filter((part) => part !== '')
    .map((part) => part.split(':').map(text) as [string, string]);

const parts = (message: OutgoingMessage): string[] => [
  ...[hex(message.topic), hex(message.body), hex(message.tag ?? ''), hex((message.keys ?? []).join(' '))],
  String(message.flag ?? 0),
  Object.entries(message.properties ?? {})
    .map(([name, value]) => `${hex(name)}:${hex(value)}`)
    .join(';'),
  String(message.delayLevel ?? 0),
];

const mannerParts = (manner: SendManner): [string, string] => {
  if (typeof manner === 'string') return [manner, ''];
  if ('key' in manner) return ['key', manner.key];
  if ('queue' in manner) return ['queue', String(manner.queue)];
  return ['transaction', OUTCOMES[manner.transaction]];
};

/** The Java client of a release in a process of its own. */
export class JavaPeer {
  readonly #tool: JavaTool;
  readonly #answers = new Map<string, (parts: string[]) => void>();
  readonly #seen: [group: string, message: SeenMessage][] = [];
  readonly #checked: [group: string, body: string][] = [];
  #commands = 0;

  constructor(tool: JavaTool) {
    this.#tool = tool;
  }

  static async start(version: RocketmqVersion, nameServers: string): Promise<JavaPeer> {
    const tool = await rocketmqJava(version, PROGRAM, [nameServers], {
      jvmArgs: JVM,
    });
    const peer = new JavaPeer(tool);
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    createInterface({ input: tool.stdout }).on('line', (line) =>
      line === 'ready' ? resolve() : peer.#take(line),
    );
    void tool.exited.then(() => reject(new Error(tool.errorLines())));
    await ready;
    return peer;
  }

  async producer(
    group: string,
    compression = 'ZLIB',
    checked: TransactionOutcome = 'unknown',
  ): Promise<void> {
    await this.#ask('producer', hex(group), compression, OUTCOMES[checked]);
  }

  /** Gives id, queue and offset, or the body of a reply. */
  send(group: string, messages: readonly OutgoingMessage[], manner: SendManner = 'sync'): Promise<string[]> {
    const [how, option] = mannerParts(manner);
    return this.#ask('send', hex(group), how, hex(option), ...messages.flatMap(parts));
  }

  async consumer(options: JavaConsumer): Promise<void> {
    const {
      group,
      manner = 'concurrent',
      topic,
      tags = '*',
      sql,
      maxReconsumeTimes = -1,
      fails = 0,
    } = options;
    const expression = sql === undefined ? ['tags', hex(tags)] : ['sql', hex(sql)];
    await this.#ask(
      ...['consumer', hex(group), manner, hex(topic), ...expression],
      ...[String(maxReconsumeTimes), String(fails), hex(options.replyWith ?? '')],
    );
  }

  /** The numbers of the queues of a topic that are the share of a consumer. */
  async queues(group: string, topic: string): Promise<number[]> {
    const queues = (await this.#ask('queues', hex(group))).filter((part) => part !== '');
    return queues
      .map((queue) => queue.split(':'))
      .filter(([of]) => text(of!) === topic)
      .map(([, id]) => Number(id))
      .sort();
  }

  /** What came to the consumers of a group. */
  seen(group: string): SeenMessage[] {
    return this.#seen.filter(([of]) => of === group).map(([, message]) => message);
  }

  /** The bodies of the messages that a producer was asked about. */
  checked(group: string): string[] {
    return this.#checked.filter(([of]) => of === group).map(([, body]) => body);
  }

  /** Ends the producer and the consumer of a group. */
  async stop(group: string): Promise<void> {
    await this.#ask('stop', hex(group));
  }

  async end(): Promise<void> {
    await this.#tool.stop();
  }

  #ask(...command: string[]): Promise<string[]> {
    this.#commands += 1;
    const id = String(this.#commands);
    this.#tool.stdin.write(`${[id, ...command].join('\t')}\n`);
    return new Promise((resolve, reject) => {
      this.#answers.set(id, ([outcome, ...values]) =>
        outcome === 'ok' ? resolve(values) : reject(new Error(text(values[0]!))),
      );
    });
  }

  #take(line: string): void {
    const [kind, id, ...values] = line.split('\t');
    if (kind === '=') this.#answers.get(id!)?.(values);
    if (kind === '>' && id === 'checked') this.#checked.push([text(values[0]!), text(values[1]!)]);
    if (kind === '>' && id === 'message') this.#takeMessage(values);
  }

  #takeMessage([
    group,
    body,
    topic,
    flag,
    properties,
    reconsumeTimes,
    queueId,
    offset,
    messageId,
  ]: string[]): void {
    this.#seen.push([
      text(group!),
      {
        topic: text(topic!),
        body: Buffer.from(body!, 'hex'),
        flag: Number(flag),
        properties: new Map(entries(properties!)),
        reconsumeTimes: Number(reconsumeTimes),
        queueId: Number(queueId),
        queueOffset: BigInt(offset!),
        messageId: messageId!,
      },
    ]);
  }
}
