import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A line of `--json`. */
export interface JsonLine {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a line holds depends on its type, and is what tests look at
  readonly [member: string]: any;
}

/** How a run of mqferry ended. */
export interface MqferryExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** The last line of `--json`. */
  readonly report: JsonLine | undefined;
}

/** A running mqferry. */
export interface Mqferry {
  /** What it said so far with `--json`. */
  readonly lines: readonly JsonLine[];
  /** All that it printed. */
  readonly text: string;
  readonly exited: Promise<MqferryExit>;
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
}

/** Partitions of a topic that stopped for good, and by which code. */
export const stoppedPartitions = ({ lines }: Pick<Mqferry, 'lines'>): Map<number, string> =>
  new Map(
    lines.filter(({ type }) => type === 'partition-stopped').map(({ partition, code }) => [partition, code]),
  );

const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/mqferry.js', import.meta.url));
const ENGLISH = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };

const running = new Set<Mqferry>();

/** Ends what a failed test left running. */
export const endAll = (): void => {
  for (const mqferry of running) mqferry.kill('SIGKILL');
};
process.on('exit', endAll);

/** Starts mqferry with these arguments, from the built checkout. */
export const startMqferry = (...args: string[]): Mqferry => {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...ENGLISH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: JsonLine[] = [];
  let rest = '';
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const complete = (rest + chunk).split('\n');
    rest = complete.pop()!;
    lines.push(
      ...complete.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as JsonLine),
    );
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const exited = new Promise<MqferryExit>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(mqferry);
      const last = lines.at(-1);
      resolve({ code, signal, stderr, report: last?.type === 'report' ? last : undefined });
    });
  });
  const mqferry: Mqferry = {
    ...{ lines, exited, pid: child.pid!, kill: (signal: NodeJS.Signals) => void child.kill(signal) },
    get text() {
      return text;
    },
  };
  running.add(mqferry);
  return mqferry;
};

/** Runs mqferry to its end. */
export const runMqferry = (...args: string[]): Promise<MqferryExit> => startMqferry(...args).exited;
