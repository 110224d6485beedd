import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type ArtifactSet, LOGBACK } from '../artifacts.ts';
import {
  commandFailed,
  finishJavaTool,
  type JavaTool,
  type JavaToolOptions,
  javaTool,
} from '../java-tool.ts';
import { endSandbox, StateFile } from '../sandbox-state.ts';
import { lastLines } from '../toolchain.ts';
import { watchedOwner } from '../watchdog.ts';
import type { RocketmqCredentials } from './rocketmq-acl.ts';
import { jvmArguments } from './rocketmq-process.ts';
import { artifactsOf, type RocketmqVersion } from './versions.ts';

const MQADMIN = 'org.apache.rocketmq.tools.command.MQAdminStartup';
/** What a program writes must not depend on the locale of the machine. */
const UTF8 = ['-Dfile.encoding=UTF-8', '-Dstdout.encoding=UTF-8', '-Dstderr.encoding=UTF-8'];

/** Makes a folder that is a program's home while it runs; when this process ends before, the watchdog removes it. */
const createHome = async (): Promise<{ home: string; leave: () => Promise<void> }> => {
  const home = await mkdtemp(join(tmpdir(), 'mqferry-rocketmq-home-'));
  const { state } = new StateFile({
    ...{ name: basename(home), kind: 'tools', startedAt: new Date().toISOString(), owner: watchedOwner() },
    temporaryDirectory: home,
    processes: [],
    description: {},
  });
  return { home, leave: () => endSandbox(state) };
};

const atHome = (home: string, options: JavaToolOptions): JavaToolOptions => ({
  ...options,
  jvmArgs: [...jvmArguments(home), ...UTF8, ...(options.jvmArgs ?? [])],
});

type ProgramOptions = Pick<JavaToolOptions, 'jvmArgs' | 'stdin' | 'logFile' | 'logLevel'>;

const runSource = async (
  classpath: ArtifactSet,
  sourceFile: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<JavaTool> => {
  const { home, leave } = await createHome();
  try {
    const tool = await javaTool(atHome(home, { ...options, classpath, main: sourceFile, args }));
    const exited = tool.exited.finally(leave);
    const stop = async (graceMs?: number) => {
      await tool.stop(graceMs);
      return exited;
    };
    return { ...tool, exited, stop };
  } catch (error) {
    await leave();
    throw error;
  }
};

/**
 * Runs a Java source file (the first class in it is the main one) with the Java client of a release; lines go in by its
 * standard input and come out by its output. It has a home of its own and ends with this process at the latest; an
 * exception in its main method does not end it as long as a client in it runs.
 * Throws SANDBOX_TOOL_MISSING, SANDBOX_JAVA_TOO_OLD, SANDBOX_DOWNLOAD_FAILED.
 */
export const rocketmqJava = (
  version: RocketmqVersion,
  sourceFile: string,
  args: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<JavaTool> => runSource(artifactsOf(version), sourceFile, args, options);

/** The same with the Java client that speaks gRPC, 5.2.0. */
export const rocketmqGrpcJava = (
  sourceFile: string,
  args: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<JavaTool> => runSource('rocketmq-grpc-5.2.0', sourceFile, args, options);

/** mqadmin reads the account from a file, and 4.9 does not start without a Logback configuration. */
const furnishMqadmin = async (home: string, credentials: RocketmqCredentials | undefined): Promise<void> => {
  const conf = join(home, 'conf');
  await mkdir(conf);
  await copyFile(LOGBACK, join(conf, 'logback_tools.xml'));
  if (!credentials) return;
  const { accessKey, secretKey } = credentials;
  const account = `accessKey: ${JSON.stringify(accessKey)}\nsecretKey: ${JSON.stringify(secretKey)}\n`;
  await writeFile(join(conf, 'tools.yml'), account);
};

const STACK = /^\s+(at |\.\.\. \d+ more).*$/gm;
/** A stack trace, the usage of a command that lacks an option, or a command that is not there. */
const FAILED = /^\s+at [\w.$/<>]+\(|^usage: mqadmin |^The sub command .* not exist/m;

/**
 * Runs mqadmin of a release and gives its stdout, such as
 * `runMqadmin('4.9.7', ['clusterList', '-n', cluster.namesrvAddr])`.
 * Throws SANDBOX_COMMAND_FAILED when it exits with another code than 0, and when it prints an exception or its usage,
 * after which it exits with 0.
 */
export const runMqadmin = async (
  version: RocketmqVersion,
  args: readonly string[],
  { credentials }: { readonly credentials?: RocketmqCredentials | undefined } = {},
): Promise<string> => {
  const { home, leave } = await createHome();
  try {
    await furnishMqadmin(home, credentials);
    const classpath = artifactsOf(version);
    const options = atHome(home, { classpath, main: MQADMIN, args, logLevel: 'OFF' });
    const { stdout, stderr, exit } = await finishJavaTool(options);
    const written = `${stdout}\n${stderr}`;
    if (exit.code === 0 && !FAILED.test(written)) return stdout;
    throw commandFailed(`mqadmin ${args[0]}`, exit, lastLines(written.replace(STACK, '')));
  } finally {
    await leave();
  }
};
