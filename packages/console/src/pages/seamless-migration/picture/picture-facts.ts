import type { SeamlessState, SeamlessTask } from '../../../api/types.ts';
import { hasGateways } from '../../../seamless/modes.ts';

type Side = 'source' | 'target';

/** Messages on their way between clients and a cluster. */
export interface Flow {
  readonly side: Side;
  /** `in`: written; `out`: read. */
  readonly way: 'in' | 'out';
  /** Messages a second; null: not known. */
  readonly rate: number | null;
  /** Whether any topic of the task is in a state in which clients may do that; without gateways nothing keeps them from it. */
  readonly isAllowed: boolean;
}

/** States in which clients are shown queues to write or to read; of ordered topics some are read on one side fewer. */
const ALLOWED: Readonly<Record<Side, Readonly<Record<Flow['way'], readonly SeamlessState[]>>>> = {
  source: {
    in: ['initial', 'dual-read', 'dual-write', 'returning'],
    out: ['initial', 'dual-read', 'dual-write', 'switching'],
  },
  target: {
    in: ['dual-write', 'switching', 'done'],
    out: ['dual-read', 'dual-write', 'switching', 'returning', 'done'],
  },
};

const SIDES: readonly Side[] = ['source', 'target'];
const WAYS: readonly Flow['way'][] = ['in', 'out'];

/** The traffic of a task, way by way. */
export const flowsOf = ({
  mode,
  topics,
  traffic,
}: Pick<SeamlessTask, 'mode' | 'topics' | 'traffic'>): readonly Flow[] =>
  SIDES.flatMap((side) =>
    WAYS.map((way) => ({
      ...{ side, way, rate: traffic[side][way] },
      isAllowed:
        !hasGateways({ mode }) || ALLOWED[side][way].some((state) => (topics.states[state] ?? 0) > 0),
    })),
  );

/** The traffic of both sides together, as it goes through gateways in proxy mode. */
export const joinedFlow = (flows: readonly Flow[], way: Flow['way']): Omit<Flow, 'side'> => {
  const some = flows.filter((flow) => flow.way === way);
  const known = some.flatMap(({ rate }) => (rate === null ? [] : [rate]));
  return {
    way,
    // Half of a sum would be told as the whole.
    rate: known.length === some.length ? known.reduce((sum, rate) => sum + rate, 0) : null,
    isAllowed: some.some(({ isAllowed }) => isAllowed),
  };
};
