import type { Client } from '@mqferry/api';
import { type Delays, delaysOf } from '../tail/delays.ts';
import { API_CALLS, type World } from './api-calls.ts';
import type { AnswerTime } from './measured-client.ts';

/** What one call took in all rounds. */
export interface CallResult {
  readonly name: string;
  readonly ms: Delays;
  /** Of the answers that came while the cluster was being read anew. */
  readonly whileRefreshing: Delays;
  readonly bytes: number;
}

/** Calls everything in turn, round after round, so that each call meets each stage of a refresh. */
export const measureApi = async (
  { api, last }: { readonly api: Client; readonly last: () => AnswerTime },
  world: World,
  rounds: number,
): Promise<CallResult[]> => {
  const times = new Map<string, AnswerTime[]>(Object.keys(API_CALLS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, call] of Object.entries(API_CALLS)) {
      await call(api, world, round);
      times.get(name)!.push(last());
    }
  }
  return [...times].map(([name, of]) => ({
    name,
    ms: delaysOf(of.map(({ ms }) => ms)),
    whileRefreshing: delaysOf(of.filter(({ refreshing }) => refreshing).map(({ ms }) => ms)),
    bytes: of.at(-1)!.bytes,
  }));
};
