import type { Way } from '../runbooks.ts';
import type { Position, TopicKind, TopicState } from './states.ts';

/** What is looked at before a step; what each means is in `CHECKS`. */
export type CheckId =
  | 'gateways-serve'
  | 'clients-moved'
  | 'routes-taken'
  | 'clients-on-both'
  | 'topic-on-target'
  | 'queues-on-target'
  | 'groups-on-target'
  | 'offsets-on-target'
  | 'kinds-fit'
  | 'target-unwritten'
  | 'nothing-pending-on-source'
  | 'nothing-pending-on-target'
  | 'source-drained'
  | 'target-drained';

/** A step of a topic by one state, and what has to hold before it. */
export interface Step {
  readonly from: TopicState;
  readonly to: TopicState;
  readonly way: Way;
  readonly checks: readonly CheckId[];
}

const step = (from: TopicState, way: Way, to: TopicState, ...checks: CheckId[]): Step => ({
  from,
  way,
  to,
  checks: ['gateways-serve', ...checks],
});

/** What has to be there before clients are led to the target for the first time. */
const ENTERING = [
  'clients-moved',
  'topic-on-target',
  'queues-on-target',
  'groups-on-target',
  'kinds-fit',
] as const;
/** What has to be there before something may be written on the target. */
const WRITING = [...ENTERING, 'routes-taken', 'clients-on-both', 'offsets-on-target'] as const;
const LEAVING_SOURCE = ['nothing-pending-on-source', 'source-drained'] as const;
const LEAVING_TARGET = ['nothing-pending-on-target', 'target-drained'] as const;

/**
 * The one table of steps; API, command line, console, documents and tests follow it. A side stops being read only when it is
 * drained. The one exception is an ordered topic taken back from switching: nothing may have been written on the target until
 * then. What a producer with an old route writes there in the next moments has lost its place in the order, whatever is done; so
 * it blocks every further step by `target-drained`, and is read when one is forced. With writes held it cannot happen. A topic of
 * which the target has messages goes on to done and comes back from there, by way of returning: straight from switching, clients
 * with the old route would read the source beside those that read the target.
 */
export const STEPS: Readonly<Record<TopicKind, readonly Step[]>> = {
  ordinary: [
    step('initial', 'forward', 'dual-read', ...ENTERING),
    step('dual-read', 'forward', 'dual-write', ...WRITING),
    step('dual-write', 'forward', 'switching', ...WRITING),
    step(
      'switching',
      'forward',
      'done',
      'clients-moved',
      'routes-taken',
      'clients-on-both',
      ...LEAVING_SOURCE,
    ),
    step('done', 'back', 'switching', 'routes-taken'),
    step('switching', 'back', 'dual-write', 'routes-taken', 'clients-on-both'),
    step('dual-write', 'back', 'dual-read', 'routes-taken'),
    step('dual-read', 'back', 'initial', 'routes-taken', ...LEAVING_TARGET),
  ],
  ordered: [
    step('initial', 'forward', 'dual-read', ...ENTERING),
    step('dual-read', 'forward', 'switching', ...WRITING, 'target-drained'),
    step(
      'switching',
      'forward',
      'done',
      'clients-moved',
      'routes-taken',
      'clients-on-both',
      ...LEAVING_SOURCE,
    ),
    step('switching', 'back', 'dual-read', 'target-unwritten'),
    step('done', 'back', 'returning', 'routes-taken', ...LEAVING_SOURCE),
    step(
      'returning',
      'back',
      'dual-read',
      'clients-moved',
      'routes-taken',
      'clients-on-both',
      ...LEAVING_TARGET,
    ),
    step('dual-read', 'back', 'initial', 'routes-taken', ...LEAVING_TARGET),
  ],
};

/** The step from a state, forward or back; undefined: there is none. */
export const stepFrom = (state: TopicState, kind: TopicKind, way: Way): Step | undefined =>
  STEPS[kind].find((each) => each.from === state && each.way === way);

/** The state that comes next, forward or back; undefined: there is none. */
export const nextState = (state: TopicState, kind: TopicKind, way: Way): TopicState | undefined =>
  stepFrom(state, kind, way)?.to;

/**
 * What has to hold before a step of a topic that stands there. While gateways refuse writes, nobody has to be waited for who
 * might still write by an old route.
 */
export const checksOf = (
  { checks }: Pick<Step, 'checks'>,
  { held }: Pick<Position, 'held'>,
): readonly CheckId[] => (held ? checks.filter((id) => id !== 'routes-taken') : checks);
