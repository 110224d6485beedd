const BYTES = 18;

/** A password that nobody can guess: 24 letters, digits, `-` and `_`. */
export const generatedPassword = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
};
