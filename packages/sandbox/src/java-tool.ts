import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type ArtifactSet, type LogLevel, requireArtifacts } from './artifacts.ts';
import { classArchive } from './class-archive.ts';
import { endProcess, identify } from './process-identity.ts';
import { sandboxErrors } from './sandbox-errors.ts';
import { StateFile } from './sandbox-state.ts';
import { lastLines, requireJava } from './toolchain.ts';
import { watchedOwner } from './watchdog.ts';

/** A Java program of a set of artifacts. */
export interface JavaToolOptions {
  readonly classpath: ArtifactSet;
  /** The full name of the main class, such as `org.apache.kafka.tools.VerifiableProducer`, or the path of a Java source file. */
  readonly main: string;
  readonly args?: readonly string[];
  /** Heap and the like; no heap is set unless it is given here. */
  readonly jvmArgs?: readonly string[];
  /** Written to the program's standard input, which then ends. Without it, input stays open for `stdin`. */
  readonly stdin?: string;
  /** Gets stderr, where the program also logs; without it the last lines are kept for `errorLines()`. */
  readonly logFile?: string;
  /** What is logged; WARN unless given. */
  readonly logLevel?: LogLevel;
}

/** How a process ended. */
export interface ToolExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A Java program that runs. */
export interface JavaTool {
  readonly pid: number;
  readonly stdin: Writable;
  /** To be read: a program whose output nobody reads stands still. */
  readonly stdout: Readable;
  readonly exited: Promise<ToolExit>;
  /** The last lines of stderr; empty when it goes to a log file. */
  errorLines(): string;
  /** SIGTERM, then SIGKILL after `graceMs` (10 s). */
  stop(graceMs?: number): Promise<ToolExit>;
}

const KEPT_CHARACTERS = 16 * 1024;

let running: StateFile | undefined;

/** The state file of the tools of this process, which the watchdog ends with it. */
const toolState = (): StateFile => {
  const owner = watchedOwner();
  running ??= new StateFile({
    name: `tools-${owner.token}`,
    kind: 'tools',
    startedAt: new Date().toISOString(),
    owner,
    temporaryDirectory: null,
    processes: [],
    description: {},
  });
  return running;
};

const release = (state: StateFile): void => {
  if (state.state.processes.length > 0) return;
  state.delete();
  running = undefined;
};

/** A JVM that finds its file of performance data locked by another one says so amid the tool's output. */
const NO_PERF_DATA = '-XX:-UsePerfData';

const launch = async (
  options: JavaToolOptions,
  classes?: readonly string[],
): Promise<{ child: ChildProcess; tool: JavaTool; errors: () => string }> => {
  const [artifacts, java] = await Promise.all([requireArtifacts(options.classpath), requireJava()]);
  const archive =
    classes ??
    (options.classpath === 'tools' ? await classArchive(artifacts.folder, 'tool', java, recordClasses) : []);
  const log = options.logFile === undefined ? 'pipe' : openSync(options.logFile, 'a');
  const logging = artifacts.logging(options.logLevel ?? 'WARN', 'err');
  const jvm = [NO_PERF_DATA, ...archive, '-cp', artifacts.classpath, ...logging, ...(options.jvmArgs ?? [])];
  const child = spawn(java.path, [...jvm, options.main, ...(options.args ?? [])], {
    detached: true,
    stdio: ['pipe', 'pipe', log],
  });
  if (log !== 'pipe') closeSync(log);
  const identity = identify(child.pid!) ?? { pid: child.pid!, startTime: '' };
  const state = toolState();
  state.add({ role: options.main, ...identity });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-KEPT_CHARACTERS);
  });
  // A program that ends without reading its input is no error of ours.
  child.stdin!.on('error', () => {});
  if (options.stdin !== undefined) child.stdin!.end(options.stdin);
  const exited = new Promise<ToolExit>((resolve) => {
    child.once('exit', (code, signal) => {
      state.remove(identity);
      release(state);
      resolve({ code, signal });
    });
  });
  const tool: JavaTool = {
    pid: identity.pid,
    stdin: child.stdin!,
    stdout: child.stdout!,
    exited,
    errorLines: () => lastLines(errors),
    stop: async (graceMs = 10_000) => {
      await endProcess(identity, graceMs);
      return exited;
    },
  };
  return { child, tool, errors: () => errors };
};

/** A consumer that finds no broker loads most of what Kafka's tools have in common. */
const recordClasses = async (jvmArg: string): Promise<void> => {
  const main = 'org.apache.kafka.tools.consumer.ConsoleConsumer';
  const args = ['--bootstrap-server', '127.0.0.1:1', '--topic', 'none', '--timeout-ms', '500'];
  const { tool } = await launch({ classpath: 'tools', main, args }, [jvmArg]);
  tool.stdout.resume();
  await tool.exited;
};

/**
 * Starts a Java program with the classes of a set of artifacts. It ends with this process at the latest.
 * Throws SANDBOX_TOOL_MISSING, SANDBOX_JAVA_TOO_OLD, SANDBOX_DOWNLOAD_FAILED.
 */
export const javaTool = async (options: JavaToolOptions): Promise<JavaTool> => (await launch(options)).tool;

/** What a Java program that has ended wrote, and how it ended. */
export interface ToolResult {
  readonly stdout: string;
  /** The end of stderr. */
  readonly stderr: string;
  readonly exit: ToolExit;
}

/** Runs a Java program to its end, whatever that is. */
export const finishJavaTool = async (options: JavaToolOptions): Promise<ToolResult> => {
  const { child, tool, errors } = await launch({ ...options, stdin: options.stdin ?? '' });
  const [stdout] = await Promise.all([text(tool.stdout), once(child, 'close')]);
  return { stdout, stderr: errors(), exit: await tool.exited };
};

/** The error of a program that did not do what it was run for. */
export const commandFailed = (command: string, { code, signal }: ToolExit, lines: string) =>
  sandboxErrors.SANDBOX_COMMAND_FAILED({ command, exit: signal ?? `code ${code}`, lines });

/**
 * Runs a Java program to its end and gives its stdout.
 * Throws SANDBOX_COMMAND_FAILED with the end of its output when it exits with another code than 0.
 */
export const runJavaTool = async (options: JavaToolOptions): Promise<string> => {
  const { stdout, stderr, exit } = await finishJavaTool(options);
  if (exit.code !== 0) throw commandFailed(options.main, exit, lastLines(`${stdout}\n${stderr}`));
  return stdout;
};
