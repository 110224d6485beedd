import type { Answer, Input, RouteName, Routes } from '@mqferry/api';

/** What is answered to each operation that the console asks for. */
export type FakeHandlers = {
  readonly [Name in RouteName]?: (
    input: Input<Routes[Name]>,
    signal: AbortSignal,
  ) => Answer<Routes[Name]> | Promise<Answer<Routes[Name]>>;
};
