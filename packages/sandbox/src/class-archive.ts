import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import type { Java } from './toolchain.ts';

/**
 * JVM arguments with which a broker or a tool loads its classes from an archive (class data sharing) beside its jars:
 * that halves the CPU time of a start. An archive belongs to one build of Java; the first start with another
 * one makes it, for which `record` runs such a program with the given JVM argument and lets it end in order.
 */
export const classArchive = async (
  folder: string,
  kind: 'broker' | 'tool',
  { build }: Java,
  record: (jvmArg: string) => Promise<void>,
): Promise<string[]> => {
  const hash = createHash('sha256').update(build).digest('hex').slice(0, 12);
  const archive = join(folder, `${kind}-${hash}.jsa`);
  if (!existsSync(archive)) {
    await withLock(join(folder, `${kind}-archive.lock`), async () => {
      if (existsSync(archive)) return;
      const fresh = `${archive}.new`;
      await record(`-XX:ArchiveClassesAtExit=${fresh}`);
      // A Java that cannot make archives leaves none; an empty file says not to try again.
      if (!existsSync(fresh)) await writeFile(fresh, '');
      await rename(fresh, archive);
    });
  }
  const { size } = await stat(archive);
  return size > 0
    ? [`-XX:SharedArchiveFile=${archive}`, '-Xshare:auto', '-Xlog:cds=off,cds+dynamic=off']
    : [];
};
