import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireArtifacts } from '@mqferry/sandbox';
import type { Release } from '../test/message/read-vectors.ts';

/** Runs a program of this folder, such as `message-vectors/MessageVectors.java`, with the jars of a release and returns what it prints. */
export const runJava = async (
  program: string,
  release: Release,
  mode: 'write' | 'read',
  input = '',
): Promise<string> => {
  const { classpath } = await requireArtifacts(`rocketmq-${release}`);
  // RocketMQ's logging writes files into the home folder, whatever it is told.
  const home = mkdtempSync(join(tmpdir(), 'rocketmq-vectors-'));
  const file = join(import.meta.dirname, program);
  try {
    return execFileSync(
      'java',
      ['-Xmx256m', '-Dfile.encoding=UTF-8', `-Duser.home=${home}`, '-cp', classpath, file, mode],
      { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['pipe', 'pipe', 'inherit'] },
    );
  } finally {
    rmSync(home, { recursive: true });
  }
};
