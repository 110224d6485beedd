import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { sandboxList } from '@mqferry/sandbox';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/mqferry.js', import.meta.url));
const LIMIT_MS = 300_000;

interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Sandboxes that were its own and are still there. */
  readonly left: readonly string[];
}

/** Runs `mqferry demo`; `watch` is told all that it has said whenever it says more. */
const runDemo = async (watch: (said: string, interrupt: () => void) => void = () => {}): Promise<Ending> => {
  const child = spawn(process.execPath, [PROGRAM, 'demo'], {
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const own = new Set<string>();
  const onExit = () => child.kill('SIGKILL');
  process.on('exit', onExit);
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
    for (const { name, ownerPid } of sandboxList()) if (ownerPid === child.pid) own.add(name);
    watch(err, () => child.kill('SIGINT'));
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, out] = await Promise.all([ended, text(child.stdout)]);
  process.off('exit', onExit);
  const there = new Set(sandboxList().map(({ name }) => name));
  expect(own.size).toBe(2);
  return { code, out, err, left: [...own].filter((name) => there.has(name)) };
};

/** The number in front of or behind some words of the summary. */
const numberIn = (out: string, pattern: RegExp): number =>
  Number((pattern.exec(out)?.[1] ?? '').replaceAll(',', ''));

test('the demo moves a cluster and a consumer, and proves it', { timeout: LIMIT_MS }, async () => {
  const { code, out, err, left } = await runDemo();
  expect(code, err).toBe(0);
  expect(err.match(/^\d\/8 /gm)).toHaveLength(8);
  const backlog = numberIn(out, /\(([\d,]+) records of backlog/);
  const copied = numberIn(out, /Records copied +([\d,]+)/);
  expect(backlog).toBeGreaterThanOrEqual(240_000);
  expect(copied).toBeGreaterThan(backlog);
  expect(numberIn(out, /Differences +0 in ([\d,]+) records/)).toBe(copied);
  expect(numberIn(out, /Consumer billing +([\d,]+) records, each exactly once/)).toBeGreaterThan(60_000);
  const committed = /the same on both clusters: (.+)/.exec(err)?.[1];
  expect(committed?.split(' · ')).toHaveLength(6);
  expect(out).toContain(`First offsets on the target  ${committed}: what was committed on the source`);
  expect(left).toEqual([]);
});

test('Ctrl-C in the middle leaves nothing behind', { timeout: LIMIT_MS }, async () => {
  let interrupted = false;
  const { code, out, err, left } = await runDemo((said, interrupt) => {
    if (interrupted || !said.includes('5/8')) return;
    interrupted = true;
    interrupt();
  });
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toContain('Stopped early.');
  expect(left).toEqual([]);
});
