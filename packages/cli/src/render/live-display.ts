import type { Context } from '../context.ts';
import { emit } from './json.ts';
import type { Screen } from './screen.ts';

/** How a display gets what it shows. */
export interface LiveSource {
  /** One line of at most so many columns. */
  readonly line: (columns: number) => string;
  /** The same as an object, for --json. */
  readonly object: () => { readonly type: string };
}

const REDRAW_MS = 500;
const REPORT_MS = 10_000;
const TO_LINE_START = '\r\u001b[2K';

/**
 * Shows a running job on stderr: on a terminal as one line that is redrawn, elsewhere as a line every ten seconds.
 * With --json an object goes to stdout every ten seconds instead of the latter. `source` is asked for its line at
 * each redraw in either case.
 */
export class LiveDisplay {
  readonly #screen: Screen;
  readonly #source: LiveSource;
  readonly #emit: ((value: { readonly type: string }) => void) | undefined;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  readonly #redraws: boolean;
  #reportedAt: number;

  constructor(context: Context, json: boolean, source: LiveSource) {
    const { err, out, world } = context;
    this.#screen = err;
    this.#source = source;
    this.#emit = json ? (value) => emit(context, value) : undefined;
    // A redrawn line must not get between lines of JSON on the same terminal.
    this.#redraws = err.isTerminal && !(json && out.isTerminal);
    this.#now = world.now;
    this.#reportedAt = world.now();
    this.#timer = setInterval(() => this.#tick(), REDRAW_MS);
    this.#timer.unref();
  }

  /** Prints a line of its own above the status line. */
  print(line: string): void {
    if (this.#redraws)
      this.#screen.write(`${TO_LINE_START}${line}\n${this.#source.line(this.#screen.columns - 1)}`);
    else this.#screen.print(`${this.#timestamp()} ${line}`);
  }

  /** Stops; the last state stays on the screen. */
  stop(): void {
    clearInterval(this.#timer);
    if (this.#redraws) this.#screen.write(`${TO_LINE_START}${this.#source.line(this.#screen.columns - 1)}\n`);
  }

  #tick(): void {
    const line = this.#source.line(this.#redraws ? this.#screen.columns - 1 : Number.POSITIVE_INFINITY);
    if (this.#redraws) this.#screen.write(TO_LINE_START + line);
    if (this.#now() - this.#reportedAt < REPORT_MS) return;
    this.#reportedAt += REPORT_MS;
    if (this.#emit) this.#emit(this.#source.object());
    else if (!this.#redraws) this.#screen.print(`${this.#timestamp()} ${line}`);
  }

  #timestamp(): string {
    return new Date(this.#now()).toISOString().replace(/\.\d+/, '');
  }
}
