/**
 * The name of a property or class as it may be shown. A line that broke off, or a quote left open, may have
 * put a secret where a name belongs: only what looks like a name, words with dots between, is shown.
 */
export const shownName = (name: string): string =>
  /^[A-Za-z][\w$-]{0,63}(?:\.[A-Za-z][\w$-]{0,63})+$/.test(name) ? name : '…';
