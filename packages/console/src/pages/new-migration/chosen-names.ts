/** Compiled alone first: an unbalanced bracket could pair up with the ones added. */
const whole = (text: string): RegExp => new RegExp(`^(?:${new RegExp(text, 'u').source})$`, 'u');

const typed = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** Those names that a selection means; undefined while it is no regular expression. */
export const chosenNames = (
  names: readonly string[],
  { topics, exclude }: { readonly topics: string | undefined; readonly exclude: string | undefined },
): readonly string[] | undefined => {
  try {
    const wanted = whole(typed(topics) ?? '.*');
    const unwanted = typed(exclude);
    const left = unwanted === undefined ? undefined : whole(unwanted);
    return names.filter((name) => wanted.test(name) && !left?.test(name));
  } catch {
    return undefined;
  }
};
