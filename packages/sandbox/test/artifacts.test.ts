import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Every test has a cache of its own and a Maven that only notes that it was called and makes one jar. */
let folder: string;
const MAVEN = `#!/bin/sh
echo called >> "$CALLS"
if [ -n "$FAIL" ]; then echo "[ERROR] no route to the repository"; exit 1; fi
echo jar > some.jar
`;

const freshModule = async () => {
  vi.resetModules();
  return import('../src/artifacts.ts');
};
const cached = () => join(folder, 'cache', 'mqferry', 'maven', 'kafka-0.10.2.2');
const calls = async () => (await readdir(folder)).filter((file) => file === 'calls').length;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-test-'));
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin', 'mvn'), MAVEN);
  await chmod(join(folder, 'bin', 'mvn'), 0o755);
  vi.stubEnv('PATH', `${join(folder, 'bin')}:/usr/bin:/bin`);
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  vi.stubEnv('CALLS', join(folder, 'calls'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe('artifacts', () => {
  it('are fetched once and then come from the cache, without Maven', async () => {
    const first = await (await freshModule()).requireArtifacts('0.10.2.2');
    expect(first.classpath).toBe(join(cached(), 'some.jar'));
    await rm(join(folder, 'calls'));
    const second = await (await freshModule()).requireArtifacts('0.10.2.2');
    expect(second.classpath).toBe(first.classpath);
    expect(await calls()).toBe(0);
  });

  it.each([
    ['a jar is missing', () => rm(join(cached(), 'some.jar'))],
    ['a jar was cut short', () => writeFile(join(cached(), 'some.jar'), '')],
    ['the marker is missing', () => rm(join(cached(), 'complete.json'))],
  ])('are fetched again when %s', async (_, damage) => {
    await (await freshModule()).requireArtifacts('0.10.2.2');
    await rm(join(folder, 'calls'));
    await damage();
    await (await freshModule()).requireArtifacts('0.10.2.2');
    expect(await calls()).toBe(1);
    expect(await readdir(cached())).toContain('some.jar');
  });

  it('that cannot be fetched leave the reason and nothing in the cache, and are tried again', async () => {
    vi.stubEnv('FAIL', 'yes');
    const { requireArtifacts } = await freshModule();
    await expect(requireArtifacts('0.10.2.2')).rejects.toMatchObject({
      code: 'SANDBOX_DOWNLOAD_FAILED',
      message: expect.stringContaining('no route to the repository'),
    });
    expect(await readdir(join(cached(), '..'))).toEqual([]);
    vi.stubEnv('FAIL', '');
    await requireArtifacts('0.10.2.2');
  });

  it('are fetched by one process at a time, whose lock is taken over when it died', async () => {
    await mkdir(join(cached(), '..'), { recursive: true });
    await writeFile(join(cached(), '..', 'lock'), JSON.stringify({ pid: process.pid, startTime: 'another' }));
    await (await freshModule()).requireArtifacts('0.10.2.2');
    expect(await calls()).toBe(1);
  });
});

describe('a machine', () => {
  const onlyBash = () => vi.stubEnv('PATH', join(folder, 'empty'));

  it('without Maven is told what to install', async () => {
    onlyBash();
    const { requireArtifacts } = await freshModule();
    await expect(requireArtifacts('0.10.2.2')).rejects.toMatchObject({
      code: 'SANDBOX_TOOL_MISSING',
      parameters: { tool: 'mvn', apt: 'maven', brew: 'maven' },
    });
  });

  const java = async (script: string) => {
    vi.stubEnv('JAVA_HOME', folder);
    await writeFile(join(folder, 'bin', 'java'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'bin', 'java'), 0o755);
    vi.resetModules();
    return (await import('../src/toolchain.ts')).requireJava();
  };

  it('without Java is told what to install', async () => {
    vi.stubEnv('JAVA_HOME', join(folder, 'nothing'));
    vi.resetModules();
    const { requireJava } = await import('../src/toolchain.ts');
    await expect(requireJava()).rejects.toMatchObject({ code: 'SANDBOX_TOOL_MISSING' });
  });

  it('with the macOS placeholder for Java is told what to install', async () => {
    await expect(java('echo "Unable to locate a Java Runtime." >&2; exit 1')).rejects.toMatchObject({
      code: 'SANDBOX_TOOL_MISSING',
      message: expect.stringContaining('Unable to locate a Java Runtime.'),
    });
  });

  it.each([['1.8.0_402'], ['11.0.2']])('with Java %s is told that it is too old', async (version) => {
    await expect(java(`echo 'openjdk version "${version}"' >&2`)).rejects.toMatchObject({
      code: 'SANDBOX_JAVA_TOO_OLD',
    });
  });

  it('with Java 21 is fine', async () => {
    expect(await java(`echo 'openjdk version "21" 2023-09-19' >&2`)).toMatchObject({
      path: join(folder, 'bin', 'java'),
    });
  });
});
