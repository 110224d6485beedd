import type { Services } from './services.ts';

/** Where text goes: the process's stdout or stderr. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What an operator types, or a pipe brings. */
export type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };

/** Tells of Ctrl-C and of a request to end. */
export interface Interrupts {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** All that a command touches outside itself, so that tests can put something else in its place. */
export interface World {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly interrupts: Interrupts;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly services: Services;
}
