/**
 * Puts a question to one after the other, to the next as soon as one has nothing to say (undefined) or has not answered
 * for `patienceMs`; gives the first answer. What was asked before may still answer. Undefined when none had anything to
 * say; rejects as the first does that rejects.
 */
export const firstAnswer = <To, Answer>(
  candidates: readonly To[],
  patienceMs: number,
  ask: (to: To) => Promise<Answer | undefined>,
): Promise<Answer | undefined> => {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>();
  let unanswered = 0;
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  const turn = (): void => {
    clearTimeout(timer);
    const to = candidates[next];
    if (to === undefined) {
      if (unanswered === 0) resolve(undefined);
      return;
    }
    next += 1;
    unanswered += 1;
    timer = setTimeout(turn, patienceMs);
    ask(to).then((answer) => {
      unanswered -= 1;
      if (answer === undefined) turn();
      else resolve(answer);
    }, reject);
  };
  turn();
  return promise.finally(() => clearTimeout(timer));
};
