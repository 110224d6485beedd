import { join } from 'node:path';
import { type JavaTool, rocketmqGrpcJava } from '@mqferry/sandbox';
import { LineCommands } from '../lib/line-commands.ts';

const PROGRAM = join(import.meta.dirname, 'GrpcClients.java');
const JVM = ['-Xmx128m', '-XX:+UseSerialGC', '-Drocketmq.log.level=OFF'];
const STOP_MS = 10_000;

/** How a producer writes: with a message group, three seconds later, or with a fifth of its transactions left open. */
export type Manner = 'plain' | 'ordered' | 'delayed' | 'transactional';

export interface ProgramOptions {
  /** `host:port`. */
  readonly endpoints: string;
  readonly tls?: boolean;
  /** Milliseconds between looks at routes; the client's own 30 s unless given. */
  readonly routes?: number;
}

/**
 * The Java client that speaks gRPC, in a process of its own that takes `LineCommands`. By itself it tells `sent`, `took`,
 * `failed` and `checked`, each with the member and the text of a message, `unsent` with the reason besides, and `untaken` with the
 * member and why it received nothing or could not acknowledge it.
 */
export class GrpcClients {
  readonly #tool: JavaTool;
  readonly #commands: LineCommands;
  readonly #told: string[][] = [];

  constructor(tool: JavaTool) {
    this.#tool = tool;
    this.#commands = new LineCommands('the Java clients', tool, (parts) => this.#told.push(parts));
  }

  static async start({ endpoints, tls = false, routes = 0 }: ProgramOptions): Promise<GrpcClients> {
    const args = [endpoints, String(tls), String(routes)];
    const started = new GrpcClients(await rocketmqGrpcJava(PROGRAM, args, { jvmArgs: JVM }));
    await started.#commands.ready;
    return started;
  }

  async producer(name: string, topic: string, manner: Manner = 'plain'): Promise<void> {
    await this.#commands.ask('producer', name, topic, manner);
  }

  /** Each message whose number ends with a zero fails as often as `fails` says. */
  async push(name: string, group: string, topic: string, fails = 0): Promise<void> {
    await this.#commands.ask('push', name, group, topic, String(fails));
  }

  async simple(name: string, group: string, topic: string): Promise<void> {
    await this.#commands.ask('simple', name, group, topic);
  }

  /** Has a producer send no more. */
  async rest(name: string): Promise<void> {
    await this.#commands.ask('rest', name);
  }

  async stop(name: string): Promise<void> {
    await this.#commands.ask('stop', name);
  }

  /** Has a producer send one message that comes `ms` milliseconds later; gives the handle by which it can be recalled. */
  delayed(name: string, text: string, ms: number): Promise<string> {
    return this.#commands.ask('delayed', name, text, String(ms));
  }

  recall(name: string, topic: string, handle: string): Promise<string> {
    return this.#commands.ask('recall', name, topic, handle);
  }

  /** The texts of messages of which members told something, in the order in which they did. */
  texts(kind: 'sent' | 'took' | 'failed' | 'checked', ...members: string[]): string[] {
    return this.#told
      .filter(([of, member]) => of === kind && members.includes(member!))
      .map(([, , text]) => text!);
  }

  /** What members could not send, or not receive or acknowledge, and why, in the order in which they told it. */
  troubles(kind: 'unsent' | 'untaken', ...members: string[]): string[] {
    return this.#told
      .filter(([of, member]) => of === kind && members.includes(member!))
      .map(([, , ...what]) => what.join(': '));
  }

  async end(): Promise<void> {
    await this.#tool.stop(STOP_MS);
  }
}
