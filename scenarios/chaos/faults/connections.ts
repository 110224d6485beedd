import { pause } from '@mqferry/core';
import { Fetch, logEndOffsets, partitionText } from '@mqferry/kafka';
import type { HeldFrame } from '../../lib/fault-proxy.ts';
import { until } from '../../lib/until.ts';
import { partitionWrittenBy } from '../in-flight.ts';
import { between, type Scene } from '../scene.ts';

const MINUTE_MS = 60_000;
/** Longer than the copier waits for an answer, which is 30 s. */
const OVERDUE_MS = 31_000;

/** The connection ends in the middle of what is held. */
export const cutInside = async ({ random }: Scene, held: HeldFrame): Promise<void> => {
  held.cut(between(random, 1, 100));
};

/** The connection ends, and its request reaches the broker when the copier has written further since. */
export const deliveredBehind = async ({ topic, target }: Scene, held: HeldFrame): Promise<void> => {
  const where = { topic, partition: partitionWrittenBy(held.exchange) };
  const end = async () => (await logEndOffsets(target.client, [where])).get(partitionText(where))!;
  const before = await end();
  held.sever();
  await until('the copier has written further', MINUTE_MS, async () => (await end()) > before);
  held.pass();
};

/** The connection ends, and its request reaches the broker some time later. */
export const deliveredLater = async ({ random }: Scene, held: HeldFrame): Promise<void> => {
  held.sever();
  await pause(random.below(4_000));
  held.pass();
};

/** An answer comes when the copier does not wait for it any more. */
export const answerOverdue = async (_: Scene, held: HeldFrame): Promise<void> => {
  await pause(OVERDUE_MS);
  held.pass();
};

/** For some seconds every answer takes a while, so that those of several connections come in another order. */
export const answersDelayed = async ({ random, target }: Scene): Promise<void> => {
  target.proxy.answerDelay = () => random.below(1_500);
  await pause(between(random, 3_000, 8_000));
  target.proxy.answerDelay = () => 0;
};

/** All connections to the target end at once. */
export const allCut = async ({ target }: Scene): Promise<void> => target.proxy.cutAll();

/** A fetch answer of the source ends in its middle. */
export const fetchCut = async ({ random, source }: Scene): Promise<void> => {
  const isFetch = ({ apiKey }: { readonly apiKey: number }) => apiKey === Fetch.key;
  const held = await source.proxy.hold('answer', isFetch, AbortSignal.timeout(MINUTE_MS));
  held?.cut(between(random, 1, 100));
};
