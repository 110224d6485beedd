/**
 * What `make test` runs once the checkout is set up: every check, then every test suite. All run, also after one
 * failed, and are counted together. The line `N passed, N failed` is left in .cache/reports/verdict.txt for .ci/run;
 * the exit code is 0 when nothing failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { type Check, checks } from './checks.ts';
import { addTotals, countTests, type Totals, type VitestReport, verdict } from './totals.ts';

const MINUTE_MS = 60_000;
const CHECK_LIMIT_MS = 5 * MINUTE_MS;
/** Far more than they take on an idle machine; it is there for a suite that hangs. */
const SUITES_LIMIT_MS = 84 * MINUTE_MS;

const root = resolve(import.meta.dirname, '..');
const reports = join(root, '.cache', 'reports');
const env = {
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
};

const runCheck = ({ name, command: [program, ...args] }: Check): Totals => {
  const started = performance.now();
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    timeout: CHECK_LIMIT_MS,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const passed = status === 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const lines = stdout.trim().split('\n');
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  const shown = passed
    ? lines.filter((line) => line.startsWith('warning: ')).join('\n')
    : [error?.message, stdout.trim(), stderr.trim()].filter(Boolean).join('\n');
  if (shown !== '') console.log(shown.replace(/^/gm, '     '));
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
};

const runSuites = (): Totals => {
  const path = join(reports, 'vitest.json');
  const { status } = spawnSync(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${path}`],
    { cwd: root, env, timeout: SUITES_LIMIT_MS, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const report = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as VitestReport) : undefined;
  return countTests(report && { ...report, success: report.success && status === 0 });
};

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const totals = [...checks.map(runCheck), runSuites()].reduce(addTotals);
writeFileSync(join(reports, 'verdict.txt'), `${verdict(totals)}\n`);
console.log(`Checks and tests: ${verdict(totals)}${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`);
process.exitCode = totals.failed === 0 ? 0 : 1;
