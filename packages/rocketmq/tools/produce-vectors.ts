/**
 * Writes test/message/vectors: what RocketMQ's own classes make of messages, properties, ids and names, one file a
 * release. Then the same classes read messages, batches and unique keys that our code has built.
 * With --check nothing is written: it fails if the classes give anything else than what is there, compressed data aside.
 * Needs Java and Maven.
 */
import { deepStrictEqual, ok } from 'node:assert';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createUniqueKeys, nearestTime, parseUniqueKey } from '../src/index.ts';
import { hostHex, type Listing, listBatch, listMessages } from '../test/message/listing.ts';
import {
  RELEASES,
  type Release,
  readVectors,
  type Vectors,
  vectorsFile,
} from '../test/message/read-vectors.ts';
import { builtBatches, builtMessages } from './message-vectors/built-here.ts';
import { runJava } from './run-java.ts';

const PROGRAM = 'message-vectors/MessageVectors.java';

interface NewKey {
  readonly before: number;
  readonly key: string;
  readonly after: number;
  readonly address: string;
  readonly pid: number;
}

/** Java's codecs differ from machine to machine; what is in the data does not. */
const comparable = (vectors: Vectors): Vectors => ({
  ...vectors,
  messages: vectors.messages.map((vector) => {
    if (!vector.compressed) return vector;
    const messages = vector.messages.map(({ storeSize, bodyCrc, ...listing }) => listing);
    return { ...vector, data: '', messages };
  }),
});

const compareOrWrite = async (release: Release, check: boolean): Promise<void> => {
  const made = await runJava(PROGRAM, release, 'write');
  const file = vectorsFile(release);
  if (check) {
    const differ = `Vectors of ${release} differ. Run: npm run generate --workspace=@mqferry/rocketmq`;
    ok(existsSync(file), differ);
    deepStrictEqual(comparable(JSON.parse(made)), comparable(readVectors(release)), differ);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, made);
  }
};

const readByJava = async (release: Release): Promise<void> => {
  const messages = builtMessages();
  const batches = builtBatches();
  const keys = ['10.1.2.3', '2001:db8::5'].map((address) => createUniqueKeys({ address, pid: 4711 })());
  const lines = [
    ...messages.map((data) => `message ${data.toString('hex')}`),
    ...batches.map((data) => `batch ${data.toString('hex')}`),
    ...keys.map((key) => `key ${key}`),
    'new',
    'new',
  ];
  const read = (await runJava(PROGRAM, release, 'read', `${lines.join('\n')}\n`)).trimEnd().split('\n');
  const answers = read.map((line) => JSON.parse(line) as unknown);
  const next = (count: number) => answers.splice(0, count);
  const ours = (list: (data: Buffer) => Listing[], all: readonly Buffer[]) => all.map(list);
  deepStrictEqual(
    next(messages.length),
    ours((data) => listMessages(data, false), messages),
  );
  deepStrictEqual(next(batches.length), ours(listBatch, batches));
  for (const { pid } of next(keys.length) as { pid: number }[]) deepStrictEqual(pid, 4711);
  for (const made of next(2) as NewKey[]) {
    const parts = parseUniqueKey(made.key)!;
    deepStrictEqual(parts.pid, made.pid & 0xffff);
    deepStrictEqual(hostHex({ host: parts.address, port: 0 }), `${made.address}00000000`);
    const time = nearestTime(parts, made.after);
    ok(
      made.before <= time && time <= made.after,
      `${made.key} was not made at ${new Date(time).toISOString()}`,
    );
  }
};

const check = process.argv.includes('--check');
for (const release of RELEASES) {
  await compareOrWrite(release, check);
  await readByJava(release);
}
console.log(`RocketMQ ${RELEASES.join(' and ')} read and write messages as here`);
