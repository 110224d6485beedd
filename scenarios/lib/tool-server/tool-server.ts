import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type JavaTool, javaTool } from '@mqferry/sandbox';
import { QUICK_START } from '../java-tools.ts';

/** A run of one of Kafka's tools. */
export interface ToolRun {
  /** What it prints; to be read. */
  readonly stdout: Readable;
  /** Its exit code, once all it printed has been read. */
  readonly code: Promise<number>;
  /** The last lines that tools wrote to stderr. */
  errorLines(): string;
}

interface ToolServer {
  readonly tool: JavaTool;
  readonly port: number;
}

const SOURCE = join(import.meta.dirname, 'ToolServer.java');
const LOOPBACK = '127.0.0.1';
const LENGTH_BYTES = 4;

let running: Promise<ToolServer> | undefined;

/** One for all tools of this process, with which it ends. */
const start = async (): Promise<ToolServer> => {
  const tool = await javaTool({ classpath: 'tools', main: SOURCE, jvmArgs: QUICK_START });
  const lines = createInterface({ input: tool.stdout });
  const [first] = await Promise.race([
    once(lines, 'line') as Promise<string[]>,
    tool.exited.then(({ code }) => {
      throw new Error(`The server of Kafka's tools ended with ${code}: ${tool.errorLines()}`);
    }),
  ]);
  return { tool, port: Number(first) };
};

/** Takes the frames apart; gives the exit code that ends them. */
const unframe = async (frames: AsyncIterable<Buffer>, stdout: PassThrough): Promise<number> => {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of frames) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 2 * LENGTH_BYTES) {
      const length = rest.readInt32BE(0);
      if (length < 0) return rest.readInt32BE(LENGTH_BYTES);
      if (rest.length < LENGTH_BYTES + length) break;
      const printed = rest.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
      rest = rest.subarray(LENGTH_BYTES + length);
      if (!stdout.write(printed)) await once(stdout, 'drain');
    }
  }
  throw new Error("The server of Kafka's tools ended the connection");
};

/** Runs a main class of Kafka's tools, in a JVM that is kept for the next one. Arguments have no line ends. */
export const runTool = async (main: string, args: readonly string[]): Promise<ToolRun> => {
  running ??= start();
  const { tool, port } = await running;
  const socket = connect(port, LOOPBACK);
  socket.write([main, args.length, ...args].map((line) => `${line}\n`).join(''));
  const stdout = new PassThrough();
  const code = unframe(socket, stdout).finally(() => stdout.end());
  code.catch((error) => stdout.destroy(error));
  return { stdout, code, errorLines: () => tool.errorLines() };
};

/** What such a tool prints. Throws when it ends with another code than 0. */
export const toolOutput = async (main: string, args: readonly string[]): Promise<string> => {
  const run = await runTool(main, args);
  const printed = await text(run.stdout);
  const code = await run.code;
  if (code !== 0) throw new Error(`${main} ended with ${code}: ${printed}\n${run.errorLines()}`);
  return printed;
};

/** Ends the JVM that was kept, if there is one. */
export const endToolServer = async (): Promise<void> => {
  const server = await running?.catch(() => undefined);
  running = undefined;
  await server?.tool.stop();
};
