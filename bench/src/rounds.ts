/** What a round is called on the screen; before the first there is one that finds brokers which have just begun. */
export const roundTitle = (number: number): string =>
  number === 0 ? 'warm-up, not counted' : `round ${number}`;

/** Runs two one after the other, which take turns in going first. */
export const inTurn = async <A, B>(
  round: number,
  one: () => Promise<A>,
  other: () => Promise<B>,
): Promise<[A, B]> => {
  if (round % 2 === 1) return [await one(), await other()];
  const second = await other();
  return [await one(), second];
};

/** Has both measured one after the other; they take turns in going first. */
export const takeTurns = async <Measure>(
  round: number,
  mqferry: () => Promise<Measure>,
  mirrorMaker: () => Promise<Measure>,
): Promise<{ first: 'mqferry' | 'MirrorMaker 2'; mqferry: Measure; mirrorMaker: Measure }> => {
  const [ours, theirs] = await inTurn(round, mqferry, mirrorMaker);
  return { first: round % 2 === 1 ? 'mqferry' : 'MirrorMaker 2', mqferry: ours, mirrorMaker: theirs };
};
