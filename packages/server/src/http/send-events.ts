import { Readable } from 'node:stream';
import { pause } from '@mqferry/core';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

/** So often something is sent, so that both sides notice when the other one is gone. */
const SIGN_OF_LIFE_MS = 15_000;

const lines = async function* (
  schema: z.ZodType,
  values: AsyncIterator<unknown>,
  gone: AbortSignal,
  mayListen: () => Promise<boolean>,
): AsyncGenerator<string> {
  try {
    let next = values.next();
    while (!gone.aborted) {
      const heard = new AbortController();
      const silence = pause(SIGN_OF_LIFE_MS, AbortSignal.any([gone, heard.signal])).catch(() => undefined);
      const turn = await Promise.race([next, silence]);
      heard.abort();
      if (!(await mayListen())) return;
      if (!turn) yield ': \n\n';
      else if (turn.done) return;
      else {
        yield `data: ${JSON.stringify(z.encode(schema, turn.value as never))}\n\n`;
        next = values.next();
      }
    }
  } finally {
    await values.return?.();
  }
};

/**
 * Answers with server-sent events (WHATWG HTML, 9.2), one for each value, until the client is gone. Before each, and when
 * nothing came for a while, `mayListen` is asked: who is not let in any more hears nothing more.
 */
export const sendEvents = (
  reply: FastifyReply,
  schema: z.ZodType,
  values: AsyncIterable<unknown>,
  gone: AbortSignal,
  mayListen: () => Promise<boolean>,
): FastifyReply => {
  const told = lines(schema, values[Symbol.asyncIterator](), gone, mayListen);
  const text = Readable.from(told, { objectMode: false });
  return reply.type('text/event-stream').header('cache-control', 'no-store').send(text);
};
