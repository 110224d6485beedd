/**
 * Follows a light load for an hour and watches the memory of the copier:
 * `node --conditions=source scenarios/flat-memory/flat-memory.ts`, `--minutes 3` for a trial. Prints what it does; exit
 * code 0 when both clusters are equal and the memory stayed flat. A whole hour's figures go to docs/results/, others to
 * the file that `--results` names, if any. A trial of a few minutes shows that it works; its memory still grows to what
 * the load takes, so that it will hardly be called flat.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { byMinute, flatVerdict } from './memory-samples.ts';
import { BACKLOG_RECORDS, type FlatResult, runFlat } from './run-flat.ts';

const PAGE = fileURLToPath(new URL('../../docs/results/flat-memory.md', import.meta.url));
const WHOLE_MINUTES = 60;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: String(WHOLE_MINUTES) },
    rate: { type: 'string', default: '2000000' },
    threads: { type: 'string', default: '1' },
    results: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
const results = values.results ?? (minutes >= WHOLE_MINUTES ? PAGE : undefined);

const mib = (bytes: number): string => String(Math.round(bytes / 1024 / 1024));

const markdown = (result: FlatResult): string => {
  const { firstQuarter, lastQuarter, isFlat } = flatVerdict(result.samples);
  const rows = byMinute(result.samples).map(
    ({ resident, heap, external }, i) =>
      `| ${[i + 1, mib(resident), mib(heap), mib(external)].join(' | ')} |`,
  );
  return `\
# Flat memory

Written by \`make test-long\` (\`scenarios/flat-memory/flat-memory.ts\`): ${values.minutes} minutes of following \
${result.partitions} partitions, to which transactions are written at ${Number(values.rate) / 1e6} MB/s, a tenth of \
them aborted, after a backlog of ${BACKLOG_RECORDS.toLocaleString('en')} \
records (${result.records.toLocaleString('en')} records in all); Kafka 3.9.2 to 4.3.1, one broker a side, on the \
same cores as the copier, which used ${values.threads} thread(s). Equal by mqferry: ${result.equal ? 'yes' : 'NO'}; by \
Kafka's own tools, where they looked: ${result.sameLogs ? 'yes' : 'NO'}.

**${isFlat ? 'Flat' : 'NOT FLAT'}**: ${mib(firstQuarter)} MiB of physical memory in the first quarter of the time, \
${mib(lastQuarter)} MiB in the last; up to a tenth more would count as flat. Means of each minute, in MiB:

| minute | physical memory | heap | outside the heap |
| ---: | ---: | ---: | ---: |
${rows.join('\n')}
`;
};

const result = await runFlat({
  minutes,
  bytesPerSecond: Number(values.rate),
  threads: values.threads,
  say: (line) => console.log(line),
});
const page = markdown(result);
if (results === undefined) console.log(page);
else await writeFile(results, page);
const { isFlat } = flatVerdict(result.samples);
process.exitCode = result.equal && result.sameLogs && isFlat ? 0 : 1;
