/**
 * Writes the record vectors with Kafka's own classes, and has the same classes read batches that were built here.
 * Needs Java 17, Maven and the lz4 command. From the repository's root:
 *
 *   node --conditions=source packages/kafka/tools/record-vectors/generate.ts
 */
import { deepStrictEqual } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listBatches, type Vector } from '../../test/records/listing.ts';
import { builtHere } from './built-here.ts';

const vectorsFolder = join(import.meta.dirname, '../../test/records/vectors');
const scratch = mkdtempSync(join(tmpdir(), 'record-vectors-'));
const readVectors = (file: string): Vector[] => JSON.parse(readFileSync(file, 'utf8'));

const classPath = (): string => {
  const file = join(scratch, 'class-path');
  const goal = ['dependency:build-classpath', `-Dmdep.outputFile=${file}`];
  execFileSync('mvn', ['-q', '-B', '-f', join(import.meta.dirname, 'pom.xml'), ...goal], {
    stdio: 'inherit',
  });
  return readFileSync(file, 'utf8').trim();
};

/** Frames as other clients write them: blocks that depend on each other, checksums, content size. */
const lz4Frames = (): object[] => {
  const period = Array.from({ length: 1000 }, (_, i) => `${(i * 7919) % 1009} `).join('');
  const content = period.repeat(50);
  const variants = [
    ['-B4', '-BD'],
    ['-B4', '-BI', '-BX'],
    ['-B4', '-BD', '-BX', '--content-size'],
    ['-B7', '--no-frame-crc'],
  ];
  return variants.map((options) => {
    const file = join(scratch, 'content');
    writeFileSync(file, content);
    const frame = execFileSync('lz4', ['-q', '-c', ...options, file], { maxBuffer: 1 << 24 });
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { name: options.join(' '), frame: frame.toString('base64'), sha256 };
  });
};

try {
  const java = ['-cp', classPath(), join(import.meta.dirname, 'RecordVectors.java')];
  const vectorsFile = join(vectorsFolder, 'batches.json');
  execFileSync('java', [...java, 'write', vectorsFile], { stdio: ['ignore', 'inherit', 'ignore'] });
  writeFileSync(join(vectorsFolder, 'lz4-frames.json'), `${JSON.stringify(lz4Frames(), undefined, 2)}\n`);

  const built = builtHere(readVectors(vectorsFile));
  const [from, to] = [join(scratch, 'built'), join(scratch, 'listed')];
  writeFileSync(
    from,
    JSON.stringify(built.map(({ name, records }) => ({ name, records: records.toString('base64') }))),
  );
  execFileSync('java', [...java, 'list', from, to], { stdio: ['ignore', 'inherit', 'ignore'] });
  for (const [i, vector] of readVectors(to).entries()) {
    const batches = listBatches(built[i]!.records);
    deepStrictEqual(vector.batches, batches, `Java reads something else in: ${vector.name}`);
    for (const batch of vector.batches)
      deepStrictEqual(batch.valid, true, `Java finds corrupt: ${vector.name}`);
    const { digest } = built[i]!;
    if (digest !== undefined)
      deepStrictEqual(vector.batches[0]!.digest, digest, `records changed: ${vector.name}`);
  }
  console.log(`${built.length} batches built here read by Kafka's classes as by ours`);
} finally {
  rmSync(scratch, { recursive: true });
}
