import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheFolder, resource } from './folders.ts';
import { withLock } from './lock.ts';
import { sandboxErrors } from './sandbox-errors.ts';
import { lastLines, runTool } from './toolchain.ts';

const KAFKA = 'org.apache.kafka';
const rocketmq = (version: string, modules: readonly string[]): string[] =>
  modules.map((module) => `org.apache.rocketmq:rocketmq-${module}:${version}`);
const LOG4J_2 = [
  'org.apache.logging.log4j:log4j-core:2.25.4',
  'org.apache.logging.log4j:log4j-slf4j-impl:2.25.4',
];
/** Kafka 2.x and 3.x and their ZooKeeper use the classes of Log4j 1 themselves; reload4j is its kept-up form. */
const RELOAD4J = ['org.slf4j:slf4j-reload4j:1.7.36'];

/**
 * The sets of Java artifacts that something here is started from, with the logging that their code expects.
 * Kafka 0.10.2 brings Log4j 1 along and uses javax.xml.bind, which Java 17 no longer has.
 * A set of RocketMQ has the servers, mqadmin and the Java client of a release; that of gRPC the Java client that speaks it.
 */
const SETS = {
  '4.3.1': { name: 'kafka-4.3.1', coordinates: [`${KAFKA}:kafka_2.13:4.3.1`, ...LOG4J_2], logging: 'log4j2' },
  '3.9.2': {
    name: 'kafka-3.9.2',
    coordinates: [`${KAFKA}:kafka_2.13:3.9.2`, ...RELOAD4J],
    logging: 'log4j1',
  },
  '2.8.2': {
    name: 'kafka-2.8.2',
    coordinates: [`${KAFKA}:kafka_2.13:2.8.2`, ...RELOAD4J],
    logging: 'log4j1',
  },
  '0.10.2.2': {
    name: 'kafka-0.10.2.2',
    coordinates: [`${KAFKA}:kafka_2.12:0.10.2.2`, 'javax.xml.bind:jaxb-api:2.3.1'],
    logging: 'log4j1',
  },
  tools: {
    name: 'kafka-tools-4.3.1',
    coordinates: [`${KAFKA}:kafka-tools:4.3.1`, ...LOG4J_2],
    logging: 'log4j2',
  },
  mirror: {
    name: 'connect-mirror-4.3.1',
    coordinates: [`${KAFKA}:connect-mirror:4.3.1`, ...LOG4J_2],
    logging: 'log4j2',
  },
  'rocketmq-4.9.7': {
    name: 'rocketmq-4.9.7',
    coordinates: rocketmq('4.9.7', ['namesrv', 'broker', 'tools']),
    logging: 'logback',
  },
  'rocketmq-5.5.0': {
    name: 'rocketmq-5.5.0',
    coordinates: rocketmq('5.5.0', ['namesrv', 'broker', 'tools', 'proxy']),
    logging: 'logback',
  },
  'rocketmq-grpc-5.2.0': {
    name: 'rocketmq-grpc-5.2.0',
    coordinates: rocketmq('5.2.0', ['client-java']),
    logging: 'logback',
  },
} as const;

/** The configuration of Logback. */
export const LOGBACK = resource('logback.xml');

/** How each logging library is told where its configuration is, and what it calls the streams. */
const LOGGING = {
  log4j1: {
    configuration: [`-Dlog4j.configuration=file:${resource('log4j.properties')}`],
    out: 'System.out',
    err: 'System.err',
  },
  log4j2: {
    configuration: [`-Dlog4j2.configurationFile=${resource('log4j2.properties')}`],
    out: 'SYSTEM_OUT',
    err: 'SYSTEM_ERR',
  },
  logback: {
    // RocketMQ 4.9 has a logging of its own for its client, with files in the home folder; RocketMQ 5 has a renamed Logback.
    configuration: [
      `-Dlogback.configurationFile=${LOGBACK}`,
      `-Drmq.logback.configurationFile=${LOGBACK}`,
      '-Drocketmq.client.logUseSlf4j=true',
    ],
    out: 'System.out',
    err: 'System.err',
  },
} as const;

/** Which artifacts to start from: a Kafka release, Kafka's Java tools, MirrorMaker 2, or a RocketMQ release. */
export type ArtifactSet = keyof typeof SETS;

/** What the code of a set logs. */
export type LogLevel = 'INFO' | 'WARN' | 'OFF';

/** A set of artifacts that is in the cache. */
export interface Artifacts {
  readonly folder: string;
  readonly classpath: string;
  /** JVM arguments that make the code log at a level to a stream of the process. */
  logging(level: LogLevel, stream: 'out' | 'err'): string[];
}

const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
/** Written last, so that a folder which has it is complete. */
const MARKER = 'complete.json';

interface Marker {
  readonly coordinates: readonly string[];
  readonly jars: Readonly<Record<string, number>>;
}

const pom = (name: string, coordinates: readonly string[]): string => {
  const dependencies = coordinates.map((coordinate) => {
    const [group, artifact, version] = coordinate.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion>
<groupId>mqferry</groupId><artifactId>${name}</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
${dependencies.join('\n')}
</dependencies>
</project>
`;
};

const sizesIn = async (folder: string): Promise<Record<string, number>> => {
  const jars = (await readdir(folder)).filter((file) => file.endsWith('.jar')).sort();
  const sizes = await Promise.all(jars.map(async (jar) => [jar, (await stat(join(folder, jar))).size]));
  return Object.fromEntries(sizes);
};

/** The jars of a cached set, or undefined when it is not there, damaged, or of other coordinates. */
const cachedJars = async (folder: string, coordinates: readonly string[]): Promise<string[] | undefined> => {
  try {
    const marker = JSON.parse(await readFile(join(folder, MARKER), 'utf8')) as Marker;
    const expected: Marker = { coordinates, jars: await sizesIn(folder) };
    return JSON.stringify(marker) === JSON.stringify(expected) ? Object.keys(marker.jars) : undefined;
  } catch {
    return undefined;
  }
};

const download = async (folder: string, name: string, coordinates: readonly string[]): Promise<void> => {
  const parent = join(folder, '..');
  await mkdir(parent, { recursive: true });
  const fresh = await mkdtemp(join(parent, `.${name}-`));
  try {
    await writeFile(join(fresh, 'pom.xml'), pom(name, coordinates));
    await runTool('mvn', ['-q', '-B', COPY_DEPENDENCIES, '-DincludeScope=runtime', '-DoutputDirectory=.'], {
      cwd: fresh,
      failed: (lines, cause) =>
        sandboxErrors.SANDBOX_DOWNLOAD_FAILED(
          { artifacts: coordinates.join(', '), lines: lastLines(lines, 6) },
          cause,
        ),
    });
    const marker: Marker = { coordinates, jars: await sizesIn(fresh) };
    await writeFile(join(fresh, MARKER), JSON.stringify(marker));
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
};

const resolve = async (set: ArtifactSet): Promise<Artifacts> => {
  const { name, coordinates, logging: library } = SETS[set];
  const maven = join(cacheFolder(), 'maven');
  const folder = join(maven, name);
  let jars = await cachedJars(folder, coordinates);
  if (jars === undefined) {
    // One Maven at a time: its local repository is not made for several at once.
    jars = await withLock(join(maven, 'lock'), async () => {
      const others = await cachedJars(folder, coordinates);
      if (others) return others;
      await download(folder, name, coordinates);
      return Object.keys(await sizesIn(folder));
    });
  }
  return {
    folder,
    classpath: jars.map((jar) => join(folder, jar)).join(delimiter),
    logging: (level, stream) => [
      ...LOGGING[library].configuration,
      `-Dmqferry.log.level=${level}`,
      `-Dmqferry.log.target=${LOGGING[library][stream]}`,
    ],
  };
};

const resolved = new Map<ArtifactSet, Promise<Artifacts>>();

/**
 * The artifacts of a set, from the user's cache folder; the first time they are fetched by Maven, later no
 * network is used. Throws SANDBOX_TOOL_MISSING without Maven, SANDBOX_DOWNLOAD_FAILED.
 */
export const requireArtifacts = (set: ArtifactSet): Promise<Artifacts> => {
  const known = resolved.get(set) ?? resolve(set);
  resolved.set(set, known);
  known.catch(() => resolved.delete(set));
  return known;
};
