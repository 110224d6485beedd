/**
 * Dumps a topic in a process of its own, to be killed:
 *   dump-process.ts FROM TO SPEC
 * where SPEC is JSON. Prints a line for each event, and one for each transaction.
 */
import { KafkaClient } from '@mqferry/kafka';
import { type DumpSpec, RateLimit, RecordFilter, runDump } from '@mqferry/replication';

const [from, to, json] = process.argv.slice(2);
const { filter, ...given } = JSON.parse(json!) as Omit<DumpSpec, 'filter'> & { readonly filter?: string };
const text = (value: object) =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member));

const [source, target] = [from!, to!].map((address) => {
  const [host, port] = address.split(':');
  return new KafkaClient({ bootstrap: [{ host: host!, port: Number(port) }] });
});
const end = await runDump(
  { ...given, filter: filter === undefined ? undefined : new RecordFilter(filter) },
  {
    ...{ source: source!, target: target!, limit: RateLimit.of(Number.POSITIVE_INFINITY) },
    signal: new AbortController().signal,
    retries: { attempts: undefined, firstMs: 100, longestMs: 1_000 },
    onEvent: (event) => console.log(text(event)),
    onStatus: (status) => console.log(text({ type: 'status', ...status })),
    onRetry: ({ error, failed }) =>
      console.log(text({ type: 'retry', code: error.code, failed, message: error.message })),
  },
);
console.log(text({ type: end }));
await Promise.all([source!.close(), target!.close()]);
