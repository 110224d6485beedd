import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { type MessageSchema, parseMessage } from './schema.ts';

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mqferry', 'jars');
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';

const resolveJar = (group: string, artifact: string, version: string): string => {
  const name = `${artifact}-${version}.jar`;
  const path = join(cache, name);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  // Copied aside first: an interrupted copy must not pass for the jar.
  const aside = mkdtempSync(join(cache, 'copy-'));
  execFileSync(
    'mvn',
    ['-q', '-B', COPY, `-Dartifact=${group}:${artifact}:${version}`, `-DoutputDirectory=${aside}`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  renameSync(join(aside, name), path);
  rmSync(aside, { recursive: true });
  return path;
};

/** The releases all versions come from: the last with the versions that 4.x dropped, and the newest. */
export const RELEASES = ['3.9.2', '4.3.1'] as const;

/** Path of the kafka-clients jar of a release, fetched with Maven the first time. */
export const clientsJar = (release: string): string =>
  resolveJar('org.apache.kafka', 'kafka-clients', release);

/** The message definitions inside a release's jar. */
export const readSchemas = (release: string): MessageSchema[] => {
  const entries = unzipSync(readFileSync(clientsJar(release)), {
    filter: ({ name }) => /^common\/message\/\w+\.json$/.test(name),
  });
  return Object.values(entries)
    .map((bytes) => parseMessage(Buffer.from(bytes).toString('utf8')))
    .filter((message) => message !== null);
};

/** What Java prints must not depend on the locale of the machine. */
const UTF8 = ['-Dfile.encoding=UTF-8', '-Dstdout.encoding=UTF-8'];

/** Runs a Java source file against the Kafka classes of a release and returns what it prints. */
export const runJava = (release: string, source: string): string => {
  const logging = ['slf4j-api', 'slf4j-nop'].map((artifact) => resolveJar('org.slf4j', artifact, '1.7.36'));
  const classPath = [clientsJar(release), ...logging].join(':');
  return execFileSync('java', [...UTF8, '-cp', classPath, source], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
};
