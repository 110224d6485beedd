/**
 * Copies thousands of partitions: `node --conditions=source scenarios/many-partitions/many-partitions.ts`. Prints what
 * it does, and the result as JSON in the last line; exit code 0 when both clusters are equal. The figures go to
 * docs/results/, or to the file that `--results` names.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ManyResult, type RunFigures, runMany } from './run-many.ts';

const PAGE = fileURLToPath(new URL('../../docs/results/many-partitions.md', import.meta.url));

const { values } = parseArgs({
  options: {
    topics: { type: 'string', default: '250' },
    partitions: { type: 'string', default: '20' },
    results: { type: 'string', default: PAGE },
  },
});

const mib = (bytes: number): string => String(Math.round(bytes / 1024 / 1024));

const row = (name: string, { plan, prepare, copy, verify, total, peakMemoryBytes }: RunFigures): string =>
  `| ${[name, plan, prepare, copy, verify, total, mib(peakMemoryBytes)].join(' | ')} |`;

const markdown = ({ partitions, records, equal, sameLogs, first, again, follow }: ManyResult): string => `\
# Many partitions

Written by \`make test-long\` (\`scenarios/many-partitions/many-partitions.ts\`): ${partitions.toLocaleString('en')} partitions in \
${values.topics} topics, a third of them empty, ${records.toLocaleString('en')} records in all; Kafka 3.9.2 to 4.3.1, \
one broker a side, on the same cores as the copier. Equal by mqferry: ${equal ? 'yes' : 'NO'}; by Kafka's own tools, \
where they looked: ${sameLogs ? 'yes' : 'NO'}.

| run | plan, s | prepare, s | copy, s | compare, s | in all, s | peak memory, MiB |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${row('copies everything', first)}
${row('finds everything there', again)}

A copy that had just begun to follow the source, and still looked for the places of partitions, had a new batch in \
every partition that is not empty on the target after ${follow.seconds} s; peak memory \
${mib(follow.peakMemoryBytes)} MiB.
`;

const result = await runMany({
  topics: Number(values.topics),
  partitionsPerTopic: Number(values.partitions),
  say: (line) => console.log(line),
});
await writeFile(values.results, markdown(result));
console.log(JSON.stringify(result));
process.exitCode = result.equal && result.sameLogs ? 0 : 1;
