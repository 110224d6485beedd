/**
 * What `make test-long` runs: suites that take too long for every day, one after the other, each of which writes its
 * results to docs/results/. `make test-long ARGS='faults'` runs those named; what follows `--` goes to each of them.
 * The exit code is 0 when all passed.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const SUITES: Readonly<Record<string, string>> = {
  faults: 'scenarios/chaos/many-seeds.ts',
  'flat-memory': 'scenarios/flat-memory/flat-memory.ts',
  'many-partitions': 'scenarios/many-partitions/many-partitions.ts',
  'rocketmq-faults': 'scenarios/rocketmq-migration/faults.ts',
  'rocketmq-special-kinds': 'scenarios/rocketmq-migration/special-kinds.ts',
  'rocketmq-default-pace': 'scenarios/rocketmq-migration/default-pace.ts',
};

const given = process.argv.slice(2);
const separator = given.indexOf('--');
const [own, passed] = separator < 0 ? [given, []] : [given.slice(0, separator), given.slice(separator + 1)];
const { positionals } = parseArgs({ args: own, allowPositionals: true });
const unknown = positionals.find((name) => !(name in SUITES));
if (unknown !== undefined) {
  console.error(`There is no suite ${unknown}. Known: ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}
const names = positionals.length > 0 ? positionals : Object.keys(SUITES);
const failed = names.filter((name) => {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, ['--conditions=source', SUITES[name]!, ...passed], {
    cwd: resolve(import.meta.dirname, '..'),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(
    `${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${Math.round((performance.now() - started) / 1000)} s)`,
  );
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
