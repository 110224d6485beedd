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
 * Shows a running job: on a terminal as one line that is redrawn, elsewhere as a line every ten seconds, with
 * --json as an object every ten seconds. `source` is asked at each redraw in either case.
 */
export class LiveDisplay {
  readonly #screen: Screen;
  readonly #source: LiveSource;
  readonly #emit: ((value: { readonly type: string }) => void) | undefined;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  /** On a terminal the line is drawn even with --json, as long as the JSON does not go there too. */
  readonly #redraws: boolean;
  #reportedAt: number;

  constructor(
    screen: Screen,
    source: LiveSource,
    options: {
      readonly now: () => number;
      readonly redraws: boolean;
      /** With --json: takes the objects. */
      readonly emit?: ((value: { readonly type: string }) => void) | undefined;
    },
  ) {
    this.#screen = screen;
    this.#source = source;
    this.#emit = options.emit;
    this.#now = options.now;
    this.#redraws = options.redraws;
    this.#reportedAt = options.now();
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
