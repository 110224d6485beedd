/** Of what the service sets as a cookie, what is sent back: `name=value`. */
const cookieOf = (answer: Response): string | undefined => answer.headers.getSetCookie()[0]?.split(';')[0];

/** A fetch that keeps the cookie of a session, as a browser does. */
export interface SessionFetch {
  readonly fetch: typeof fetch;
  /** `name=value`; undefined before the service has set one. */
  readonly cookie: () => string | undefined;
}

/** Begins without a session, or goes on with one. */
export const sessionFetch = (known?: string): SessionFetch => {
  let cookie = known;
  return {
    cookie: () => cookie,
    fetch: async (input, init) => {
      const headers = { ...(init?.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
      const answer = await fetch(input, { ...init, headers });
      cookie = cookieOf(answer) ?? cookie;
      return answer;
    },
  };
};
