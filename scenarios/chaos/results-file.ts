import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { addResult, type FaultResult } from './fault-result.ts';

const FOLDER = new URL('../../docs/results/', import.meta.url);
const DATA = fileURLToPath(new URL('faults.json', FOLDER));
const PAGE = fileURLToPath(new URL('faults.md', FOLDER));

const HEAD = `# Faults by seed

Written by \`make test-long\` (\`scenarios/chaos/many-seeds.ts\`). Three brokers of Kafka 3.9.2 are copied to three of 4.3.1,
replication factor 3, while five producers write transactions that interleave, some aborted, and batches without a
producer id. Each seed is one fault; it strikes while a marker, or a batch of no transaction, is held on its way to the
target or its answer on the way back. After each, \`mqferry verify\` compares all records; in the end of each copy, which
lives through many faults, ConsoleConsumer reads both sides, with \`read_committed\` and \`read_uncommitted\`.

- **in flight**: strikes at which a marker, a batch of no transaction, a batch of a transaction was unanswered
- **lost track**: how often a copier had to find its place again; of these, for a marker, for a batch of unknown outcome
- **by Kafka's consumer**: copies in which it struck that were the same in both isolation levels, of those read
- **stopped by**: a partition that cannot go on stops and is named; the others have to be equal

| fault | seeds | in flight | lost track | equal by digest | by Kafka's consumer | stopped by |
|---|---|---|---|---|---|---|
`;

const row = ({ fault, seeds, inFlight, met, equal, copies, sameViews, stopped }: FaultResult): string => {
  const codes = Object.entries(stopped).map(([code, times]) => `${code} × ${times}`);
  const same = Math.min(sameViews.read_committed, sameViews.read_uncommitted);
  const cells = [
    fault,
    seeds.length,
    `${inFlight.marker}, ${inFlight.batch}, ${inFlight['transactional batch']}`,
    `${met.recoveries} (${met.markers}, ${met.batches})`,
    `${equal} of ${seeds.length}`,
    copies === 0 ? '–' : `${same} of ${copies}`,
    codes.join(', ') || '–',
  ];
  return `| ${cells.join(' | ')} |`;
};

const page = (results: readonly FaultResult[], missing: readonly string[]): string => {
  const failures = results.flatMap(({ fault, failures: all }) => all.map((text) => `- ${fault}, ${text}`));
  const open = missing.length > 0 ? ['', `Not made yet: ${missing.join(', ')}.`] : [];
  const wrong = failures.length > 0 ? ['', '## What went wrong', '', ...failures] : [];
  return `${HEAD}${[...results.map(row), ...open, ...wrong].join('\n')}\n`;
};

const read = async (): Promise<FaultResult[]> => {
  const text = await readFile(DATA, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return JSON.parse(text) as FaultResult[];
};

/**
 * Puts results in the place of the last ones of the same faults, or adds them to those, and writes the page anew; faults
 * go in the given order.
 */
export const saveResults = async (
  results: readonly FaultResult[],
  adds: boolean,
  order: readonly string[],
): Promise<void> => {
  const former = new Map((await read()).map((result) => [result.fault, result]));
  for (const result of results) {
    const last = former.get(result.fault);
    if (adds && last) addResult(last, result);
    else former.set(result.fault, result);
  }
  const all = order.flatMap((fault) => former.get(fault) ?? []);
  await writeFile(DATA, `${JSON.stringify(all, null, 2)}\n`);
  const missing = order.filter((fault) => !former.has(fault));
  await writeFile(PAGE, page(all, missing));
};
