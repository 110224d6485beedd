import { isDeepStrictEqual } from 'node:util';
import { pause } from '@mqferry/core';

const LOOK_MS = 1_000;

/**
 * What is read now, and again whenever it has changed, a second apart at least, until `gone` aborts. Throws what keeps it
 * from being read now; what does so later ends the stream.
 */
export const watchValue = async <T>(
  read: () => Promise<T>,
  gone: AbortSignal,
): Promise<AsyncGenerator<T>> => {
  const first = await read();
  return (async function* (): AsyncGenerator<T> {
    let told = first;
    yield told;
    for (;;) {
      await pause(LOOK_MS, gone).catch(() => undefined);
      if (gone.aborted) return;
      const now = await read();
      if (isDeepStrictEqual(now, told)) continue;
      told = now;
      yield told;
    }
  })();
};
