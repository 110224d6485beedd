const NAMESPACE = 'console';

/** How texts are looked up and their places filled in, in whatever language. */
export const TEXT_OPTIONS = {
  ns: NAMESPACE,
  defaultNS: NAMESPACE,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
} as const;
