/**
 * Writes test/protocol/vectors: what Kafka's own classes make of every message and version, one file a release.
 * With --check nothing is written: it fails if Kafka's classes give anything else than what is there.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { RELEASES, runJava } from './generator/jars.ts';

const folder = resolve(import.meta.dirname, '../test/protocol/vectors');
const program = resolve(import.meta.dirname, 'vectors/Vectors.java');

const check = process.argv.includes('--check');
mkdirSync(folder, { recursive: true });
for (const release of RELEASES) {
  const path = join(folder, `kafka-${release}.txt.br`);
  const vectors = runJava(release, program);
  const committed = existsSync(path) ? brotliDecompressSync(readFileSync(path)).toString() : '';
  if (committed === vectors) continue;
  if (check) {
    console.error(`Vectors of ${release} differ. Run: npm run generate --workspace=@mqferry/kafka`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, brotliCompressSync(vectors));
  }
}
