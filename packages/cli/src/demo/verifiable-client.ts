import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type JavaTool, javaTool } from '@mqferry/sandbox';
import { demoErrors } from './demo-errors.ts';

/** A line of VerifiableProducer or VerifiableConsumer, as far as the demo looks at it. */
export interface ClientLine {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly name: string;
  readonly partition: number;
  readonly offset: number;
  readonly value: string;
  /** Of `offsets_committed`. */
  readonly offsets: readonly { readonly partition: number; readonly offset: number }[];
  readonly success: boolean;
}

/** Programs that begin quickly rather than run fast for long. */
export const SHORT_LIVED: readonly string[] = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx256m'];

/** One of Kafka's own Java clients that write a line of JSON for whatever they do. */
export class VerifiableClient {
  readonly #program: string;
  readonly #tool: JavaTool;
  readonly #ended: Promise<unknown>;
  #stopping = false;
  #failure: Error | undefined;

  private constructor(
    program: string,
    tool: JavaTool,
    onLine: (line: ClientLine) => void,
    onChange: () => void,
  ) {
    this.#program = program;
    this.#tool = tool;
    const lines = createInterface({ input: tool.stdout });
    lines.on('line', (text) => {
      try {
        onLine(JSON.parse(text) as ClientLine);
      } catch (error) {
        this.#failure ??= error as Error;
      }
      onChange();
    });
    this.#ended = Promise.all([once(lines, 'close'), tool.exited]).then(([, { code, signal }]) => {
      if (!this.#stopping) {
        const exit = signal ?? `code ${code}`;
        const said = { client: this.#program, exit, lines: tool.errorLines() };
        this.#failure ??= demoErrors.DEMO_CLIENT_ENDED(said);
      }
      onChange();
    });
  }

  /** Starts a program of `org.apache.kafka.tools`; `onChange` is called after each line and at the end. */
  static async start(
    program: 'VerifiableProducer' | 'VerifiableConsumer',
    args: readonly string[],
    onLine: (line: ClientLine) => void,
    onChange: () => void,
  ): Promise<VerifiableClient> {
    const main = `org.apache.kafka.tools.${program}`;
    const tool = await javaTool({ classpath: 'tools', main, args, jvmArgs: SHORT_LIVED });
    return new VerifiableClient(program, tool, onLine, onChange);
  }

  /** What went wrong with it, or what `onLine` threw. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Ends it in order: a producer waits for its acknowledgements, a consumer leaves its group. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#tool.stop();
    await this.#ended;
  }
}
