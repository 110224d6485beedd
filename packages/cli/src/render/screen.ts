import picocolors from 'picocolors';
import type { Output } from '../world.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** An output as a command writes to it: whole lines, with colours where it shows them. */
export class Screen {
  readonly isTerminal: boolean;
  readonly colors: Colors;
  readonly #output: Output;

  /** Colours are off without a terminal and where NO_COLOR is set to anything (no-color.org). */
  constructor(output: Output, env: NodeJS.ProcessEnv) {
    this.#output = output;
    this.isTerminal = output.isTTY === true;
    this.colors = picocolors.createColors(this.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb');
  }

  /** Columns of the terminal now; 80 when it does not tell, or says 0. */
  get columns(): number {
    return this.#output.columns || 80;
  }

  /** Columns that lines are to fit into: those of the terminal; without one nothing has to be broken. */
  get width(): number {
    return this.isTerminal ? this.columns : Number.POSITIVE_INFINITY;
  }

  /** Writes lines, each with its end. */
  print(...lines: readonly string[]): void {
    for (const line of lines) this.#output.write(`${line}\n`);
  }

  /** Writes text as it is. */
  write(text: string): void {
    this.#output.write(text);
  }
}
