import type { Side } from '../../facts.ts';
import { told } from '../../told.ts';
import { isIdle, type PendingKind } from '../facts.ts';
import { isRead } from '../states.ts';
import { stepErrors as errors } from '../step-errors.ts';
import {
  failed,
  type Measured,
  type Outcome,
  passed,
  seconds,
  unclear,
  unknown,
  type View,
  worst,
} from './view.ts';

/** For so long nobody may have written before a side counts as drained, unless a task says otherwise, in milliseconds. */
export const STILL_FOR_MS = 60_000;

/** The same while gateways refuse every write: what was under way to a broker has arrived by then. */
export const STILL_FOR_HELD_MS = 5_000;

const PENDING: readonly PendingKind[] = ['delayed', 'timed', 'half', 'pop'];

/** Nothing waits at the brokers of a side that consumers get only later. */
export const nothingPending =
  (side: Side) =>
  ({ topic, of }: Measured): Outcome => {
    const { pending, popHiddenBy } = of.sides[side];
    if (PENDING.some((kind) => (pending[kind] ?? 0n) > 0n)) {
      const [delayed, timed, half, pop] = PENDING.map((kind) => pending[kind] ?? '?');
      return failed(
        errors.SEAMLESS_PENDING({ delayed: delayed!, timed: timed!, half: half!, pop: pop! }),
        pending,
      );
    }
    const unmeasured = PENDING.filter((kind) => pending[kind] === undefined);
    if (unmeasured.length === 0) return passed(pending);
    const isHidden = popHiddenBy !== undefined && unmeasured.every((kind) => kind === 'pop');
    return isHidden
      ? unclear(errors.SEAMLESS_POP_HIDDEN({ setting: popHiddenBy }), pending)
      : unknown([topic], pending);
  };

/** Whether a group will still read its retries there, because of another of its topics. */
const retriesStayRead = (side: Side, read: readonly string[], { topic, after }: Measured): boolean =>
  read.some((other) => other !== topic && isRead(after(other)[side]));

const readByAll = (side: Side, view: Measured): Outcome => {
  const { topic, groups } = view;
  if (!groups) return unknown([topic]);
  const measured = groups
    .filter(([, { broadcasting }]) => broadcasting !== true)
    .map(([name, group]) => {
      const { backlog, retries } = group.sides[side];
      const later = retriesStayRead(side, group.topics, view) ? 0n : retries;
      const own = backlog.get(topic);
      const isClustering = group.broadcasting === false || isIdle(group);
      const isKnown = own !== undefined && later !== undefined && isClustering;
      return { name, isKnown, left: (own ?? 0n) + (later ?? 0n) };
    });
  const behind = measured.filter(({ left }) => left > 0n);
  const left = measured.reduce((sum, each) => sum + each.left, 0n);
  const evidence = { groups: groups.length, behind: behind.length, unread: left };
  const names = (some: typeof measured) => some.map(({ name }) => name);
  if (behind.length > 0)
    return failed(errors.SEAMLESS_NOT_DRAINED({ left, groups: told(names(behind)) }), evidence);
  const unmeasured = measured.filter(({ isKnown }) => !isKnown);
  if (unmeasured.length > 0) return unknown(names(unmeasured), evidence);
  const broadcast = groups.flatMap(([name, { broadcasting }]) => (broadcasting ? [name] : []));
  if (broadcast.length === 0) return passed(evidence);
  return unclear(errors.SEAMLESS_BROADCAST_UNMEASURED({ groups: told(broadcast) }), evidence);
};

/** Nobody has written on a side of the topic for a while. */
export const standsStill = (side: Side, { topic, of, stillMs }: Measured): Outcome => {
  const { ends } = of.sides[side];
  if (!ends) return unknown([topic]);
  const needed = of.position.held ? STILL_FOR_HELD_MS : stillMs;
  const still = of.at - Math.max(0, ...[...ends.values()].map(({ stillSince }) => stillSince));
  const evidence = { stillForSeconds: Math.floor(still / 1000) };
  if (still >= needed) return passed(evidence);
  return failed(
    errors.SEAMLESS_STILL_WRITTEN({ seconds: evidence.stillForSeconds, needed: seconds(needed) }),
    evidence,
  );
};

/**
 * Every message of the topic on a side has been read by every group, retries included where they would not be read there any
 * more, and nobody has written for a while. Both have to hold at once: what was read to its end may be written again.
 */
export const drained =
  (side: Side) =>
  (view: Measured): Outcome => {
    const parts = [readByAll(side, view), standsStill(side, view)];
    const evidence = Object.assign({}, ...parts.map((part) => part.evidence));
    return { ...worst(parts), evidence };
  };

/** Nobody has written on the target since the topic came to switching. */
export const targetUnwritten = ({ topic, of }: View): Outcome => {
  if (of.targetWritten === undefined) return unknown([topic]);
  return of.targetWritten ? failed(errors.SEAMLESS_TARGET_WRITTEN({ topic })) : passed();
};
