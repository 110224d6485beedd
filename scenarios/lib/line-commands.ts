import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A program that speaks lines. */
export interface LineProgram {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly exited: Promise<unknown>;
  /** The last that it wrote to stderr. */
  errorLines(): string;
  stop(graceMs?: number): Promise<unknown>;
}

interface Answer {
  readonly ok: (value: string) => void;
  readonly failed: (error: Error) => void;
}

/**
 * Commands to a program. Lines go there and back, their parts divided by tabs; its first is `ready`. A command has a number
 * before it, and is answered by `=`, its number, `ok` or `failed`, and a value or the error. Other lines are what the program
 * tells by itself.
 */
export class LineCommands {
  /** Throws what the program wrote to stderr when it ends before. */
  readonly ready: Promise<void>;
  /** Why there are no more answers: the program has ended. */
  readonly ended: Promise<Error>;
  readonly #name: string;
  readonly #program: LineProgram;
  readonly #answers = new Map<string, Answer>();
  #commands = 0;
  #end: Error | undefined;

  constructor(name: string, program: LineProgram, told: (parts: string[]) => void) {
    this.#name = name;
    this.#program = program;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    createInterface({ input: program.stdout }).on('line', (line) => {
      const [kind, ...parts] = line.split('\t');
      if (kind === 'ready') resolve();
      else if (kind === '=') this.#answer(parts);
      else told([kind!, ...parts]);
    });
    this.ended = program.exited.then(() => {
      const error = new Error(`${name} ended: ${program.errorLines()}`);
      this.#end = error;
      reject(error);
      for (const { failed } of this.#answers.values()) failed(error);
      return error;
    });
  }

  /** Gives the value of the answer. Throws what failed, and as `ready` does. */
  async ask(...command: readonly string[]): Promise<string> {
    if (this.#end) throw this.#end;
    this.#commands += 1;
    const id = String(this.#commands);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#answers.set(id, { ok: resolve, failed: reject });
    this.#program.stdin.write(`${[id, ...command].join('\t')}\n`);
    return promise;
  }

  #answer([id = '', outcome, value = '']: string[]): void {
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    if (outcome === 'ok') answer?.ok(value);
    else answer?.failed(new Error(`${this.#name}: ${value}`));
  }
}
