const KEY = 'mqferry.wanted-page';
const START = '/';

/** The page that somebody asked for who is sent to a provider of identities first; kept in this tab. */
export const wantedPage = {
  remember: (page: string): void => sessionStorage.setItem(KEY, page),
  /** Gives it once; only ever a page of this console. */
  take: (): string => {
    const page = sessionStorage.getItem(KEY) ?? START;
    sessionStorage.removeItem(KEY);
    return /^\/(?![/\\])/u.test(page) ? page : START;
  },
};
