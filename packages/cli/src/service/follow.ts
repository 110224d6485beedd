import { type CodedError, codedErrorIn, pause } from '@mqferry/core';
import type { Context } from '../context.ts';
import { withInterrupts } from '../interrupts.ts';
import { LiveDisplay } from '../render/live-display.ts';

/** Something that the service does in the background. */
export interface Followed<T> {
  readonly ask: (signal: AbortSignal) => Promise<T>;
  readonly isEnded: (now: T) => boolean;
  /** How far it is, in one line. */
  readonly line: (now: T) => string;
}

const LOOK_EVERY_MS = 500;

/** Looks at it until it has ended, or the signal comes; a service that is away is asked again. */
const look = async <T>(
  { ask, isEnded }: Followed<T>,
  seen: (now: T) => void,
  lost: (error: CodedError) => void,
  signal: AbortSignal,
): Promise<T | undefined> => {
  let last: T | undefined;
  for (let failures = 0; !signal.aborted; ) {
    try {
      last = await ask(signal);
      failures = 0;
      seen(last);
      if (isEnded(last)) return last;
    } catch (error) {
      if (signal.aborted) return last;
      const coded = codedErrorIn(error);
      if (!coded?.retriable) throw error;
      failures += 1;
      if (failures === 1) lost(coded);
    }
    await pause(LOOK_EVERY_MS, signal).catch(() => undefined);
  }
  return last;
};

/**
 * Follows something until it has ended or Ctrl-C, and shows how far it is; with `json` silently. Gives how it was last,
 * undefined when it was never seen.
 */
export const followed = async <T>(
  what: Followed<T>,
  json: true | undefined,
  context: Context,
): Promise<T | undefined> => {
  const { world, err, language, t } = context;
  let now: T | undefined;
  const line = () => (now === undefined ? t('watch.waiting') : what.line(now));
  const display = json
    ? undefined
    : new LiveDisplay(context, false, { line, object: () => ({ type: 'status' }) });
  const lost = (error: CodedError): void => {
    const text = t('watch.lost', { reason: error.text(language) });
    if (display) display.print(err.colors.yellow(text));
    else err.print(text);
  };
  const seen = (told: T): void => {
    now = told;
  };
  const handlers = { onFirst: () => undefined, onSecond: () => undefined };
  return withInterrupts(world, handlers, (signal) => look(what, seen, lost, signal)).finally(() =>
    display?.stop(),
  );
};
