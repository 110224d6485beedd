import { pause } from '@mqferry/core';
import { Fetch } from '@mqferry/kafka';
import type { HeldFrame } from '../../lib/fault-proxy.ts';
import { until } from '../../lib/until.ts';
import { writesAgain } from '../in-flight.ts';
import { between, type Scene } from '../scene.ts';

const MINUTE_MS = 60_000;
/** Longer than the copier waits for an answer, which is 30 s. */
const OVERDUE_MS = 31_000;

/** The connection ends in the middle of what is held. */
export const cutInside = async ({ random }: Scene, held: HeldFrame): Promise<void> => {
  held.cut(between(random, 1, 100));
};

/**
 * The connection ends, and its request reaches the broker when the copier has written the same again. That the log has grown does
 * not tell so: what was written before is seen at its end only when all replicas have it.
 */
export const deliveredBehind = async ({ target: { proxy } }: Scene, held: HeldFrame): Promise<void> => {
  const again = proxy.hold(
    'request',
    (exchange) => writesAgain(exchange, held.exchange),
    AbortSignal.timeout(MINUTE_MS),
  );
  held.sever();
  const second = await again;
  if (!second) throw new Error(`nothing was written again within ${MINUTE_MS} ms`);
  second.pass();
  await until('the broker has answered that', MINUTE_MS, () => !proxy.unanswered().includes(second.exchange));
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
