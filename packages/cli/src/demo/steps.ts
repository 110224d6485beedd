import type { Context } from '../context.ts';
import { LiveDisplay } from '../render/live-display.ts';
import { durationText } from '../render/numbers.ts';
import { fitParts } from '../render/status-line.ts';

/** What a step tells while it goes on. */
export interface Step {
  /** Says what is being waited for, or gives the line that says it. */
  doing(activity: string | ((columns: number) => string)): void;
  /** Says what has been achieved. */
  done(line: string): void;
  /** Says what is good to know. */
  tell(...lines: readonly string[]): void;
}

/** Steps that the demo has. */
const STEP_COUNT = 8;

const INDENT = '     ';

/** Shows numbered steps one after another: what is going on, and what came of it. */
export class Steps {
  readonly #context: Context;
  #number = 0;
  #display: LiveDisplay | undefined;
  #interrupted = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Runs one step; when it throws, says which step it was. */
  async run<T>(title: string, work: (step: Step) => Promise<T>): Promise<T> {
    const { err, t, world } = this.#context;
    const { colors } = err;
    this.#number += 1;
    const place = { step: this.#number, total: STEP_COUNT, title };
    // On a terminal the empty status line of the step before stands in between already.
    if (this.#number === 1 || !err.isTerminal) err.print('');
    err.print(colors.bold(t('demo.step', place)));

    let activity: string | ((columns: number) => string) = '';
    let since = world.now();
    const line = (columns: number): string => {
      if (activity === '') return '';
      if (typeof activity !== 'string') return INDENT + activity(columns - INDENT.length);
      const elapsed = durationText((world.now() - since) / 1000, t);
      return INDENT + colors.dim(fitParts([{ text: activity }, { text: elapsed }], columns - INDENT.length));
    };
    const display = new LiveDisplay(this.#context, false, { line, object: () => ({ type: 'demo' }) });
    this.#display = display;
    try {
      return await work({
        doing: (next) => {
          activity = next;
          since = world.now();
        },
        done: (text) => display.print(`${INDENT}${colors.green('✓')} ${text}`),
        tell: (...lines) => {
          for (const text of lines) display.print(`${INDENT}  ${text}`);
        },
      });
    } catch (error) {
      if (!this.#interrupted) this.#say(colors.red(t('demo.stepFailed', place)));
      throw error;
    } finally {
      activity = '';
      display.stop();
      this.#display = undefined;
    }
  }

  /** Says that the operator ends it; a step that ends for that reason has not failed. */
  interrupt(line: string): void {
    this.#interrupted = true;
    this.#say(line);
  }

  #say(line: string): void {
    if (this.#display) this.#display.print(line);
    else this.#context.err.print(line);
  }
}
