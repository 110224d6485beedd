import { type FigureName, type Figures, figuresOf, numberOf } from './figures.ts';
import { type Step, stepOf } from './steps.ts';

/** What somebody says of the source. Bytes per second, bytes, milliseconds; what is undefined is not known. */
export interface Answers {
  readonly serverVersion?: string | undefined;
  readonly fromOwnDataCentre?: boolean | undefined;
  readonly peakBytesIn?: number | undefined;
  readonly meanBytesIn?: number | undefined;
  /** `total`: the traffic is that of all brokers with their replication; `produced` when absent. */
  readonly trafficIs?: 'produced' | 'total' | undefined;
  readonly peakBytesOut?: number | undefined;
  readonly publicBytes?: number | undefined;
  readonly diskType?: 'ssd' | 'hdd' | undefined;
  /** By all replicas. */
  readonly diskUsedBytes?: number | undefined;
  readonly brokers?: number | undefined;
  readonly topics?: number | undefined;
  readonly partitions?: number | undefined;
  readonly replicationFactor?: number | undefined;
  readonly retentionMs?: number | undefined;
  readonly largestMessageBytes?: number | undefined;
  readonly transactions?: boolean | undefined;
  readonly compactedTopics?: number | undefined;
  readonly acls?: number | undefined;
  readonly scramUsers?: number | undefined;
  readonly quotas?: number | undefined;
}

/** Figures, and the steps by which those came about that are derived. */
export interface Reckoned {
  readonly figures: Figures;
  readonly steps: readonly Step[];
}

const perReplica = (answers: Answers): Reckoned => {
  const { trafficIs, peakBytesIn, meanBytesIn, replicationFactor } = answers;
  if (trafficIs !== 'total') return { figures: {}, steps: [] };
  const share = (name: 'peakBytesIn' | 'meanBytesIn', total: number | undefined) =>
    total === undefined
      ? []
      : [
          stepOf(name === 'peakBytesIn' ? 'producedPeak' : 'producedMean', {
            inputs: [
              ['total', total, 'bytes/s'],
              ['sourceReplicas', replicationFactor, 'count'],
            ],
            reckon: (all, replicas) => all / replicas,
            written: ([all, replicas]) => `${all} ÷ ${replicas}`,
          }),
        ];
  const [peak, mean] = [share('peakBytesIn', peakBytesIn), share('meanBytesIn', meanBytesIn)];
  return {
    figures: figuresOf('derived', { peakBytesIn: peak[0]?.value, meanBytesIn: mean[0]?.value }),
    steps: [...peak, ...mean],
  };
};

/** What the answers say. */
const answered = (answers: Answers): Reckoned => {
  const { trafficIs, ...values } = answers;
  const shares = perReplica(answers);
  const { peakBytesIn: _peak, meanBytesIn: _mean, ...others } = values;
  const told = figuresOf('answered', trafficIs === 'total' ? others : values);
  return { figures: { ...told, ...shares.figures }, steps: shares.steps };
};

const WORTH = { measured: 3, answered: 2, derived: 1, unknown: 0 } as const;

/** What was measured stands before what was said, and that before what was derived from measurements. */
const together = (one: Figures, other: Figures): Figures => {
  const merged: Partial<Record<FigureName, Figures[FigureName]>> = { ...one };
  for (const [name, figure] of Object.entries(other) as [FigureName, NonNullable<Figures[FigureName]>][]) {
    const known = merged[name];
    if (!known || WORTH[figure.origin] > WORTH[known.origin]) merged[name] = figure;
  }
  return merged as Figures;
};

const consumedPeak = (figures: Figures): Step =>
  stepOf('consumedPeak', {
    inputs: [
      ['meanBytesOut', numberOf(figures, 'meanBytesOut'), 'bytes/s'],
      ['peakBytesIn', numberOf(figures, 'peakBytesIn'), 'bytes/s'],
      ['meanBytesIn', numberOf(figures, 'meanBytesIn'), 'bytes/s'],
    ],
    reckon: (out, peak, mean) => (mean === 0 ? 0 : (out * peak) / mean),
    written: ([out, peak, mean]) => `${out} × ${peak} ÷ ${mean}`,
  });

const usedCopy = (figures: Figures): Step =>
  stepOf('oneCopy', {
    inputs: [
      ['diskUsedBytes', numberOf(figures, 'diskUsedBytes'), 'bytes'],
      ['sourceReplicas', numberOf(figures, 'replicationFactor'), 'count'],
    ],
    reckon: (disk, replicas) => disk / replicas,
    written: ([disk, replicas]) => `${disk} ÷ ${replicas}`,
  });

const fullCopy = (figures: Figures): Step =>
  stepOf('fullCopy', {
    inputs: [
      ['meanBytesIn', numberOf(figures, 'meanBytesIn'), 'bytes/s'],
      ['retentionMs', numberOf(figures, 'retentionMs'), 'ms'],
    ],
    reckon: (mean, retention) => (mean * retention) / 1000,
    written: ([mean, retention]) => `${mean} × ${retention}`,
  });

const DERIVED = [
  ['peakBytesOut', consumedPeak],
  ['oneCopyBytes', usedCopy],
  ['fullCopyBytes', fullCopy],
] as const;

/** All that is known of a source, by measuring and by answers, and what follows from it. */
export const sourceFigures = (measured: Figures, answers: Answers): Reckoned => {
  const { figures: told, steps } = answered(answers);
  let figures = together(measured, told);
  const made = steps.filter(({ name }) => {
    const of = name === 'producedPeak' ? 'peakBytesIn' : 'meanBytesIn';
    return figures[of]?.origin !== 'measured';
  });
  for (const [name, derive] of DERIVED) {
    if (figures[name]) continue;
    const step = derive(figures);
    if (step.value === undefined) continue;
    made.push(step);
    figures = together(figures, figuresOf('derived', { [name]: step.value }));
  }
  return { figures, steps: made };
};
