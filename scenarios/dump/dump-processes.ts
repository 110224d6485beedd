import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DumpSpec } from '@mqferry/replication';
import { type Pair, reach } from '../lib/clusters.ts';

const PROGRAM = fileURLToPath(new URL('./dump-process.ts', import.meta.url));

/** What a dump in a process of its own is given. */
export type ProcessSpec = Omit<DumpSpec, 'filter' | 'start'> & {
  readonly filter?: string;
  readonly start: { readonly at: 'earliest' | 'latest' };
};

/** A line that it printed. */
export interface PrintedLine {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** A dump in a process of its own. */
export interface DumpProcess {
  readonly lines: readonly PrintedLine[];
  readonly exited: Promise<{ readonly code: number | null; readonly errors: string }>;
  kill(): void;
}

/** Starts one from the first cluster of a pair to the second. */
export const startDumpProcess = (
  { source, target }: Pick<Pair, 'source' | 'target'>,
  spec: ProcessSpec,
): DumpProcess => {
  const args = [reach(source).bootstrap, reach(target).bootstrap, JSON.stringify(spec)];
  const child = spawn(process.execPath, ['--conditions=source', PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: PrintedLine[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as PrintedLine));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const exited = new Promise<{ code: number | null; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, errors }));
  });
  return { lines, exited, kill: () => void child.kill('SIGKILL') };
};
