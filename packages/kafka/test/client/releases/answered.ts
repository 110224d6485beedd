import { vi } from 'vitest';
import { allApis } from '../../../src/protocol/generated/index.ts';

/**
 * Watches which answers are decoded. A decoder that leaves bytes unread has not understood the broker, although it
 * did not notice: that fails whatever test is under way.
 */
export const watchAnswers = () => {
  let seen = new Set<string>();
  const counts = new Map<string, number>();
  for (const api of allApis) {
    const { decode } = api.response;
    vi.spyOn(api.response, 'decode').mockImplementation((reader, version) => {
      const answer = decode(reader, version);
      if (reader.remaining > 0) throw new Error(`${api.name} v${version} left ${reader.remaining} bytes`);
      seen.add(answerText(api.name, version));
      counts.set(api.name, (counts.get(api.name) ?? 0) + 1);
      return answer;
    });
  }
  return {
    /** What was answered since the last call, as `answerText` writes it. */
    take: (): ReadonlySet<string> => {
      const taken = seen;
      seen = new Set();
      return taken;
    },
    /** How many answers of an API were decoded so far. */
    count: (api: string): number => counts.get(api) ?? 0,
  };
};

export type Answers = ReturnType<typeof watchAnswers>;

/** `Fetch v12` and the like. */
export const answerText = (api: string, version: number): string => `${api} v${version}`;
