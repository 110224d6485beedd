import type { Side } from '../../facts.ts';
import { told } from '../../told.ts';
import type { GroupFacts, Peer } from '../facts.ts';
import { indexOf, isStraight } from '../facts-index.ts';
import { stepErrors as errors } from '../step-errors.ts';
import { failed, type Outcome, passed, seconds, unclear, unknown, type View } from './view.ts';

const SIDES: readonly Side[] = ['source', 'target'];

/** A topic that was written within this time is written by somebody, who may be no producer any more after it, in milliseconds. */
const WRITTEN_LATELY_MS = 180_000;

const nameOf = ({ clientId, address }: Peer): string =>
  clientId === undefined ? address : `${clientId} (${address})`;

/**
 * All consumers of the topic's groups and all that write it are seen at a gateway, and none goes straight to a cluster. A client
 * that has other name servers beside the gateways counts as straight.
 */
export const clientsMoved = (view: View): Outcome => {
  const { topic, of, groups, facts } = view;
  if (!facts.clients || !groups) return unknown([topic]);
  const index = indexOf(facts);
  const users = index.usersOf(topic);

  const consumers = groups.flatMap(([, { sides }]) => SIDES.flatMap((side) => sides[side].consumers ?? []));
  const writers = SIDES.flatMap((side) => of.sides[side].writers ?? []);
  const peers = [...consumers, ...writers];
  const past = peers.filter((peer) => isStraight(peer, index));
  const straight = [...new Set(past.map(nameOf))];
  const unnamed = peers.filter(
    (peer) => peer.clientId === undefined && !peer.throughGateway && !past.includes(peer),
  );
  const evidence = {
    clients: users.length,
    straight: straight.length,
    first: told(straight) || undefined,
    noClientKnown: users.length + peers.length === 0 || undefined,
  };
  if (straight.length > 0)
    return failed(errors.SEAMLESS_CLIENTS_STRAIGHT({ clients: told(straight) }), evidence);
  const unmeasured = [
    ...groups.flatMap(([name, { sides }]) => (SIDES.every((side) => sides[side].consumers) ? [] : [name])),
    ...(SIDES.every((side) => of.sides[side].writers) ? [] : [topic]),
  ];
  if (unmeasured.length > 0) return unknown(unmeasured, evidence);
  if (unnamed.length > 0) {
    const addresses = told([...new Set(unnamed.map(({ address }) => address))]);
    return unclear(errors.SEAMLESS_WRITERS_UNNAMED({ addresses }), evidence);
  }
  const hasProducer = writers.length > 0 || users.some(({ produces }) => produces !== false);
  const ago = facts.now - Math.max(0, ...SIDES.map((side) => of.sides[side].writtenAt ?? 0));
  if (!hasProducer && ago <= WRITTEN_LATELY_MS)
    return unclear(errors.SEAMLESS_WRITER_UNKNOWN({ topic, seconds: seconds(Math.max(0, ago)) }), evidence);
  return passed(evidence);
};

const idsOn = ({ sides }: GroupFacts, side: Side): ReadonlySet<string> =>
  new Set((sides[side].consumers ?? []).map(({ clientId, address }) => clientId ?? address));

/** Every consumer of the topic's groups is connected to both sides. */
export const clientsOnBoth = ({ topic, groups }: View): Outcome => {
  if (!groups) return unknown([topic]);
  const known = groups.filter(([, { sides }]) => SIDES.every((side) => sides[side].consumers));
  const only = (side: Side, other: Side): string[] =>
    known.flatMap(([name, group]) => {
      const there = idsOn(group, other);
      return [...idsOn(group, side)].flatMap((id) => (there.has(id) ? [] : [`${id} (${name})`]));
    });
  const onSource = only('source', 'target');
  const onTarget = only('target', 'source');
  const evidence = {
    groups: groups.length,
    consumers: known.reduce((sum, [, group]) => sum + idsOn(group, 'source').size, 0),
    onlyOnSource: onSource.length,
    onlyOnTarget: onTarget.length,
  };
  const names = (some: readonly string[]): string => told(some) || '–';
  if (onSource.length + onTarget.length > 0)
    return failed(
      errors.SEAMLESS_CLIENTS_DIFFER({ onSource: names(onSource), onTarget: names(onTarget) }),
      evidence,
    );
  const unmeasured = groups.flatMap((each) => (known.includes(each) ? [] : [each[0]]));
  return unmeasured.length > 0 ? unknown(unmeasured, evidence) : passed(evidence);
};
