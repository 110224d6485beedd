/**
 * Writes test/protocol/vectors: what RocketMQ's own classes make of frames and signatures, one file a release. Then the
 * same classes read frames that our code has written.
 * With --check nothing is written: it fails if the classes give anything else than what is there.
 * Needs Java and Maven.
 */
import { deepStrictEqual, ok } from 'node:assert';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { decodeFrame, encodeFrame } from '../src/index.ts';
import { RELEASES, type Release } from '../test/message/read-vectors.ts';
import {
  type FrameListing,
  frameVectorsFile,
  listFrame,
  readFrameVectors,
} from '../test/protocol/read-frame-vectors.ts';
import { runJava } from './run-java.ts';

const PROGRAM = 'frame-vectors/FrameVectors.java';
const SIZE_BYTES = 4;

const compareOrWrite = async (release: Release, check: boolean): Promise<void> => {
  const made = await runJava(PROGRAM, release, 'write');
  const file = frameVectorsFile(release);
  if (check) {
    const differ = `Vectors of ${release} differ. Run: npm run generate --workspace=@mqferry/rocketmq`;
    ok(existsSync(file), differ);
    deepStrictEqual(JSON.parse(made), readFrameVectors(release), differ);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(JSON.parse(made), null, 2)}\n`);
  }
};

/** In the binary form an empty field is none to Java. */
const withoutEmpty = (listing: FrameListing): FrameListing => {
  if (listing.serialization === 'JSON') return listing;
  const fields = Object.fromEntries(Object.entries(listing.fields).filter(([, value]) => value !== ''));
  return { ...listing, fields };
};

const readByJava = async (release: Release): Promise<void> => {
  const ours = readFrameVectors(release).frames.map(({ data }) => {
    const frame = decodeFrame(Buffer.from(data, 'hex').subarray(SIZE_BYTES));
    return { frame, bytes: Buffer.concat(encodeFrame(frame)).subarray(SIZE_BYTES) };
  });
  const lines = ours.map(({ bytes }) => `${bytes.toString('hex')}\n`).join('');
  const read = (await runJava(PROGRAM, release, 'read', lines)).trimEnd().split('\n');
  deepStrictEqual(
    read.map((line) => withoutEmpty(JSON.parse(line) as FrameListing)),
    ours.map(({ frame }) => withoutEmpty(listFrame(frame))),
  );
};

const check = process.argv.includes('--check');
for (const release of RELEASES) {
  await compareOrWrite(release, check);
  await readByJava(release);
}
console.log(`RocketMQ ${RELEASES.join(' and ')} read and write frames as here`);
