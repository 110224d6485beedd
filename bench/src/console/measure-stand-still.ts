import { pause } from '@mqferry/core';
import { type Delays, delaysOf } from '../tail/delays.ts';
import type { World } from './api-calls.ts';
import type { FakeClusters } from './fake-clusters.ts';
import type { measuredClient } from './measured-client.ts';

/** What pages are answered with while the cluster answers nothing. */
export interface StandStill {
  readonly ms: Delays;
  /** How many of the answers were whole, and how old the last one was by its own age. */
  readonly whole: number;
  readonly ageMs: number;
}

/** After so long what is known counts as old, and is read anew when somebody looks. */
const OLD_MS = 20_000;
const LOOKS = 200;

/** Lets what is known grow old, has the brokers answer nothing, and looks at the topics meanwhile. */
export const measureStandStill = async (
  { api, last }: ReturnType<typeof measuredClient>,
  clusters: FakeClusters,
  { source }: World,
): Promise<StandStill> => {
  await pause(OLD_MS);
  clusters.tell('pause');
  const times: number[] = [];
  let whole = 0;
  let ageMs = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    const { items } = await api.listTopics({
      params: { id: source },
      query: { offset: 50 * look, limit: 50 },
    });
    const told = last();
    times.push(told.ms);
    ageMs = told.ageMs ?? 0;
    if (items.length > 0 && told.refreshing) whole += 1;
  }
  clusters.tell('resume');
  return { ms: delaysOf(times), whole, ageMs };
};
