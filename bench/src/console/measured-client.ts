import { type Client, createClient } from '@mqferry/api';

/** How long one answer took, to its last byte. */
export interface AnswerTime {
  readonly ms: number;
  readonly bytes: number;
  /** Whether it was made while something of it was being read anew, and how old it was then. */
  readonly refreshing: boolean;
  readonly ageMs: number | undefined;
  /** Whether something of it was missing or could not be read. */
  readonly hasProblems: boolean;
}

interface Aged {
  readonly asOf?: string | null;
  readonly refreshing?: boolean;
  readonly problems?: readonly unknown[];
}

/** A client that notes how long each answer takes before it is decoded. */
export const measuredClient = (
  url: string,
  token: string,
): { readonly api: Client; readonly last: () => AnswerTime } => {
  let last: AnswerTime | undefined;
  const api = createClient({
    url,
    token,
    fetch: async (input, init) => {
      const begun = performance.now();
      const answer = await fetch(input, init);
      const text = await answer.text();
      const ms = performance.now() - begun;
      const told: Aged = answer.ok ? JSON.parse(text) : {};
      last = {
        ...{ ms, bytes: Buffer.byteLength(text), refreshing: told.refreshing ?? false },
        ageMs: typeof told.asOf === 'string' ? Date.now() - Date.parse(told.asOf) : undefined,
        hasProblems: (told.problems ?? []).length > 0,
      };
      return new Response(text, { status: answer.status, headers: answer.headers });
    },
  });
  return { api, last: () => last! };
};
