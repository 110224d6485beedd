/** What a round is called on the screen; before the first there is one that finds brokers which have just begun. */
export const roundTitle = (number: number): string =>
  number === 0 ? 'warm-up, not counted' : `round ${number}`;

/** Has both measured one after the other; they take turns in going first. */
export const takeTurns = async <Measure>(
  round: number,
  mqferry: () => Promise<Measure>,
  mirrorMaker: () => Promise<Measure>,
): Promise<{ first: 'mqferry' | 'MirrorMaker 2'; mqferry: Measure; mirrorMaker: Measure }> => {
  if (round % 2 === 1)
    return { first: 'mqferry', mqferry: await mqferry(), mirrorMaker: await mirrorMaker() };
  return { first: 'MirrorMaker 2', mirrorMaker: await mirrorMaker(), mqferry: await mqferry() };
};
