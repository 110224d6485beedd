import { codedErrorIn, inParallel } from '@mqferry/core';

/** A group, and the broker that is asked about it. */
interface Coordinated {
  readonly groupId: string;
  readonly coordinator: number;
}

/** Two ways to ask about groups. */
interface Ways<Result> {
  /** Asks one broker about several; those that it has no good answer for are left out. */
  readonly together: (coordinator: number, groupIds: string[]) => Promise<ReadonlyMap<string, Result>>;
  /** Asks whoever coordinates one group, and again after what passes. */
  readonly alone: (groupId: string) => Promise<Result>;
}

/** An answer is decoded at one go, in which nothing else is done: at most some milliseconds. */
const GROUPS_PER_REQUEST = 100;
const REQUESTS_AT_ONCE = 4;
const ALONE_AT_ONCE = 16;

/** Asks about many groups in few requests, and about those that this leaves out one by one; in the order of the groups. */
export const askTogether = async <Result>(
  groups: readonly Coordinated[],
  { together, alone }: Ways<Result>,
): Promise<Result[]> => {
  const requests = [...Map.groupBy(groups, ({ coordinator }) => coordinator)].flatMap(([coordinator, own]) =>
    Array.from({ length: Math.ceil(own.length / GROUPS_PER_REQUEST) }, (_, at) => ({
      coordinator,
      groupIds: own
        .slice(at * GROUPS_PER_REQUEST, (at + 1) * GROUPS_PER_REQUEST)
        .map(({ groupId }) => groupId),
    })),
  );
  const answers = await inParallel(requests, REQUESTS_AT_ONCE, async ({ coordinator, groupIds }) => {
    try {
      return await together(coordinator, groupIds);
    } catch (error) {
      // A coordinator that is gone, or too old for the request, has others in its place.
      if (codedErrorIn(error)) return new Map<string, Result>();
      throw error;
    }
  });
  const told = new Map(answers.flatMap((answer) => [...answer]));
  return inParallel(groups, ALONE_AT_ONCE, async ({ groupId }) => told.get(groupId) ?? alone(groupId));
};
