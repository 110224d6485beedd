import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sandboxErrors } from './sandbox-errors.ts';

const run = promisify(execFile);

/** What a machine lacks is told with the packages to install. */
const PACKAGES = {
  java: { apt: 'openjdk-17-jre-headless', brew: 'openjdk@17' },
  keytool: { apt: 'openjdk-17-jre-headless', brew: 'openjdk@17' },
  mvn: { apt: 'maven', brew: 'maven' },
  openssl: { apt: 'openssl', brew: 'openssl' },
} as const;

/** Programs outside Node that the sandbox calls. */
export type Tool = keyof typeof PACKAGES;

const OLDEST_JAVA = 17;

/** Where a tool is called from: Java's own below JAVA_HOME when that is set, everything else from the PATH. */
export const toolPath = (tool: Tool): string => {
  const home = process.env.JAVA_HOME;
  return home && (tool === 'java' || tool === 'keytool') ? join(home, 'bin', tool) : tool;
};

const missing = (tool: Tool, reason: string, cause: unknown) =>
  sandboxErrors.SANDBOX_TOOL_MISSING({ tool, reason, ...PACKAGES[tool] }, cause);

/** The last `count` lines of an output that are not empty, as one text. */
export const lastLines = (text: string, count = 12): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');

/** The output of a failed run: what the process wrote, else what the system said. */
const failureText = (error: unknown): string => {
  const { stdout = '', stderr = '', message = '' } = error as Record<'stdout' | 'stderr' | 'message', string>;
  return lastLines(`${stdout}\n${stderr}`) || message;
};

/**
 * Runs a tool to its end and gives what it wrote to stdout and stderr.
 * Throws SANDBOX_TOOL_MISSING when it is not there, else what `failed` makes of the end of its output.
 */
export const runTool = async (
  tool: Tool,
  args: readonly string[],
  options: { cwd?: string; failed?: (lines: string, cause: unknown) => Error } = {},
): Promise<{ stdout: string; stderr: string }> => {
  try {
    return await run(toolPath(tool), args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { code } = error as { code?: string | number };
    if (code === 'ENOENT') throw missing(tool, `there is no ${toolPath(tool)}`, error);
    const lines = failureText(error);
    if (options.failed) throw options.failed(lines, error);
    throw sandboxErrors.SANDBOX_COMMAND_FAILED({ command: tool, exit: String(code), lines }, error);
  }
};

/** A Java that can run the brokers. */
export interface Java {
  readonly path: string;
  /** What it says of itself; another one says something else. */
  readonly build: string;
}

let javaChecked: Promise<Java> | undefined;

const checkJava = async (): Promise<Java> => {
  const path = toolPath('java');
  // macOS has a /usr/bin/java that only says that there is no Java.
  const { stderr } = await runTool('java', ['-version'], {
    failed: (lines, cause) => missing('java', lines, cause),
  });
  const found = /version "(?:1\.)?(\d+)/.exec(stderr)?.[1];
  if (found === undefined) throw missing('java', stderr.trim(), undefined);
  if (Number(found) < OLDEST_JAVA) {
    throw sandboxErrors.SANDBOX_JAVA_TOO_OLD({ found, path, needed: OLDEST_JAVA });
  }
  return { path, build: stderr };
};

/**
 * The Java on this machine; looked for once in a process.
 * Throws SANDBOX_TOOL_MISSING or SANDBOX_JAVA_TOO_OLD.
 */
export const requireJava = (): Promise<Java> => {
  javaChecked ??= checkJava();
  return javaChecked;
};
