import type { Client } from '@mqferry/api';

/** Until parts of a cluster are known for the first time; milliseconds. */
export interface FirstLook {
  /** Of its overview: topics, sizes, releases, groups. */
  readonly overview: number;
  /** Of all parts, one after the other as pages ask for them. */
  readonly everything: number;
}

/** Looks at everything of a cluster that the service has not read yet. */
export const measureFirstLook = async (api: Client, id: string): Promise<FirstLook> => {
  const begun = performance.now();
  const params = { id };
  const query = { limit: 1 };
  const untilKnown = async (look: () => Promise<{ readonly problems: readonly unknown[] }>) => {
    while ((await look()).problems.length > 0);
  };
  await untilKnown(() => api.getClusterOverview({ params }));
  const overview = performance.now() - begun;
  await untilKnown(() => api.listTopics({ params, query }));
  await untilKnown(() => api.listAcls({ params, query }));
  await untilKnown(() => api.listScramUsers({ params, query }));
  await untilKnown(() => api.listQuotas({ params, query }));
  return { overview, everything: performance.now() - begun };
};
