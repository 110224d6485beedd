/** What is wrong with a pattern; undefined: nothing. */
export const patternFault = (text: string | undefined): string | undefined => {
  try {
    new RegExp(text ?? '', 'u');
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};
