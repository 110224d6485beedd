import { routes } from '@mqferry/api';

/** What one watcher of a migration is sent. */
export interface StreamResult {
  readonly seconds: number;
  readonly events: number;
  readonly bytes: number;
}

const EVENT_END = '\n\n';

/** Watches a migration for a while, as its page does. */
export const measureStream = async (
  url: string,
  token: string,
  migration: string,
  seconds: number,
): Promise<StreamResult> => {
  const path = routes.watchMigration.path.replace(':id', migration);
  let [events, bytes] = [0, 0];
  try {
    const answer = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(seconds * 1_000),
    });
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      bytes += Buffer.byteLength(chunk);
      events += chunk.split(EVENT_END).length - 1;
    }
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error;
  }
  return { seconds, events, bytes };
};
