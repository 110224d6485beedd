import type { LocalizedText } from '@mqferry/core';
import { type Figures, numberOf } from './figures.ts';
import type { Limits } from './limits.ts';
import { filled, numberText, type Unit } from './shown.ts';
import { STEPS, type Step, type StepName, stepOf } from './steps.ts';

/** What each broker has to have; undefined: unknown. */
export interface BrokerSize {
  readonly cores: number | undefined;
  readonly diskBytes: number | undefined;
  /** A second. */
  readonly networkInBytes: number | undefined;
  readonly networkOutBytes: number | undefined;
  readonly partitions: number | undefined;
}

/** The smallest target that fits. */
export interface Recommendation {
  readonly brokers: number | undefined;
  /** Whether everything that it goes by is known; else it may take more. */
  readonly complete: boolean;
  readonly decidedBy: StepName | undefined;
  readonly controllers: number;
  readonly replicationFactor: number;
  readonly partitions: number | undefined;
  readonly perBroker: BrokerSize;
  readonly sentence: LocalizedText;
}

export const SENTENCES = {
  unknown: {
    en: 'Not enough is known to recommend a target.',
    zh: '已知信息不足，无法给出目标集群建议。',
  },
  complete: { en: '{brokers} brokers, each with {sizes}.', zh: '{brokers} 台 broker，每台 {sizes}。' },
  partial: {
    en: 'At least {brokers} brokers, each with {sizes}.',
    zh: '至少 {brokers} 台 broker，每台 {sizes}。',
  },
  countOnly: {
    en: 'At least {brokers} brokers; what each of them has to have is not known yet.',
    zh: '至少 {brokers} 台 broker；每台所需规格尚未知。',
  },
} as const;

export const SIZES = {
  cores: { en: '{size} cores', zh: '{size} 核' },
  diskBytes: { en: '{size} of disk', zh: '磁盘 {size}' },
  networkInBytes: { en: '{size} of network in', zh: '网络入向 {size}' },
  networkOutBytes: { en: '{size} of network out', zh: '网络出向 {size}' },
} as const;

/** Controllers of a cluster with KRaft: three bear the loss of one (Kafka's operations guide). */
const CONTROLLERS = 3;

/** What one broker bears when `remaining` are up and each partition has `copies` of its replicas there. */
type Load = (copies: number, remaining: number) => number;

interface Resource {
  readonly name: StepName;
  readonly unit: Unit;
  /** Undefined: unknown. */
  readonly load: Load | undefined;
  readonly inputs: readonly { readonly name: string; readonly value: number | undefined }[];
  readonly limit: number;
}

const known = <T>(
  values: readonly (number | undefined)[],
  make: (...values: number[]) => T,
): T | undefined =>
  values.every((value) => value !== undefined) ? make(...(values as number[])) : undefined;

const resourcesOf = (figures: Figures, kept: number | undefined, limits: Limits): Resource[] => {
  const peakIn = numberOf(figures, 'peakBytesIn');
  const peakOut = numberOf(figures, 'peakBytesOut');
  const partitions = numberOf(figures, 'partitions');
  const { usableShare: share, usableDiskShare: diskShare } = limits;
  const input = { name: 'peakBytesIn', value: peakIn };
  const both = [input, { name: 'peakBytesOut', value: peakOut }];
  const rate = { unit: 'bytes/s' } as const;
  const written = known(
    [peakIn],
    (bytes): Load =>
      (copies, up) =>
        (bytes * copies) / up,
  );
  const sent = known(
    [peakIn, peakOut],
    (bytes, out): Load =>
      (copies, up) =>
        (bytes * Math.max(0, copies - 1) + out) / up,
  );
  const moved = written && sent && ((copies: number, up: number) => written(copies, up) + sent(copies, up));
  const spread = (value: number | undefined) =>
    known(
      [value],
      (all): Load =>
        (copies, up) =>
          (all * copies) / up,
    );
  const network = limits.networkBytesPerBroker * share;
  return [
    {
      name: 'brokersForWrites',
      ...rate,
      load: written,
      inputs: [input],
      limit: limits.writeBytesPerBroker * share,
    },
    { name: 'brokersForNetworkIn', ...rate, load: written, inputs: [input], limit: network },
    { name: 'brokersForNetworkOut', ...rate, load: sent, inputs: both, limit: network },
    {
      ...{ name: 'brokersForCpu', ...rate, load: moved, inputs: both },
      limit: limits.coresPerBroker * limits.bytesPerCore * share,
    },
    {
      ...{ name: 'brokersForDisk', unit: 'bytes', load: spread(kept) },
      inputs: [{ name: 'keptCopy', value: kept }],
      limit: limits.diskBytesPerBroker * diskShare,
    },
    {
      ...{ name: 'brokersForPartitions', unit: 'count', load: spread(partitions) },
      inputs: [{ name: 'partitions', value: partitions }],
      limit: limits.partitionsPerBroker,
    },
  ];
};

/** What one broker bears of `brokers`, with as many down as may be. */
const loadWith = (load: Load, brokers: number, { replicationFactor, brokersLost }: Limits): number => {
  const up = brokers - brokersLost;
  return load(Math.min(replicationFactor, up), up);
};

/** The fewest brokers, `least` or more, at which a load fits. */
const fewest = (load: Load, limit: number, least: number, limits: Limits): number => {
  const { replicationFactor, brokersLost } = limits;
  const spread = replicationFactor + brokersLost;
  for (let brokers = least; brokers < spread; brokers += 1) {
    if (loadWith(load, brokers, limits) <= limit) return brokers;
  }
  // From here on every broker more takes its part of all that there is.
  const whole = load(replicationFactor, 1);
  const brokers = Math.max(least, spread, Math.ceil(whole / limit) + brokersLost);
  // Division in binary fractions may miss by one, either way.
  return loadWith(load, brokers, limits) <= limit ? brokers : brokers + 1;
};

const brokersStep = ({ name, unit, load, inputs, limit }: Resource, least: number, limits: Limits): Step => {
  const value = load && fewest(load, limit, least, limits);
  const trial = (brokers: number): string => {
    const bears = loadWith(load!, brokers, limits);
    const sign = bears <= limit ? '≤' : '>';
    return `${brokers}: ${numberText(bears, unit)} ${sign} ${numberText(limit, unit)}`;
  };
  const trials =
    value === undefined ? '?' : [...(value > least ? [trial(value - 1)] : []), trial(value)].join('; ');
  const { label, formula, unit: of } = STEPS[name];
  return {
    ...{ name, unit: of, label, formula, value },
    calculation: trials,
    inputs: [...inputs, { name: 'limit', value: limit }],
  };
};

const ceiled = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.ceil(value);

/** What the disks have to hold of one copy: what is there, or what there will be. */
const keptCopy = (figures: Figures): Step => {
  const values = [numberOf(figures, 'oneCopyBytes'), numberOf(figures, 'fullCopyBytes')];
  const either = values.filter((value) => value !== undefined);
  const value = either.length === 0 ? undefined : Math.max(...either);
  return {
    ...{ name: 'keptCopy', ...STEPS.keptCopy, value },
    calculation: `max(${values.map((each) => numberText(each, 'bytes')).join(', ')}) = ${numberText(value, 'bytes')}`,
    inputs: ['oneCopyBytes', 'fullCopyBytes'].map((name, i) => ({ name, value: values[i] })),
  };
};

const totals = (figures: Figures, kept: number | undefined, { replicationFactor }: Limits): Step[] => {
  const peakIn = ['peakBytesIn', numberOf(figures, 'peakBytesIn'), 'bytes/s'] as const;
  const replicas = ['replicationFactor', replicationFactor, 'count'] as const;
  const times = {
    reckon: (one: number, by: number) => one * by,
    written: ([one, by]: readonly string[]) => `${one} × ${by}`,
  };
  return [
    stepOf('writes', { inputs: [peakIn, replicas], ...times }),
    stepOf('reads', {
      inputs: [peakIn, replicas, ['peakBytesOut', numberOf(figures, 'peakBytesOut'), 'bytes/s']],
      reckon: (bytes, copies, out) => bytes * (copies - 1) + out,
      written: ([bytes, copies, out]) => `${bytes} × (${copies} − 1) + ${out}`,
    }),
    stepOf('disk', { inputs: [['keptCopy', kept, 'bytes'], replicas], ...times }),
    stepOf('replicas', {
      inputs: [['partitions', numberOf(figures, 'partitions'), 'count'], replicas],
      ...times,
    }),
  ];
};

const perBrokerSteps = (resources: readonly Resource[], brokers: number, limits: Limits): Step[] => {
  const loadOf = (name: StepName) => {
    const load = resources.find((resource) => resource.name === name)!.load;
    return load && loadWith(load, brokers, limits);
  };
  const divided = (name: StepName, load: number | undefined, unit: Unit, by: number, shown: string) =>
    stepOf(name, {
      inputs: [
        ['load', load, unit],
        ['usable', by, 'share'],
      ],
      reckon: (bears, usable) => Math.ceil(bears / usable),
      written: ([bears]) => `${bears} ÷ ${shown}`,
    });
  const { usableShare: share, usableDiskShare: diskShare, bytesPerCore } = limits;
  const percent = numberText(share, 'share');
  return [
    stepOf('coresPerBroker', {
      inputs: [
        ['load', loadOf('brokersForCpu'), 'bytes/s'],
        ['bytesPerCore', bytesPerCore, 'bytes/s'],
        ['usableShare', share, 'share'],
      ],
      reckon: (bears, core, usable) => Math.max(1, Math.ceil(bears / (core * usable))),
      written: ([bears, core, usable]) => `⌈${bears} ÷ (${core} × ${usable})⌉`,
    }),
    divided('diskPerBroker', loadOf('brokersForDisk'), 'bytes', diskShare, numberText(diskShare, 'share')),
    divided('networkInPerBroker', loadOf('brokersForNetworkIn'), 'bytes/s', share, percent),
    divided('networkOutPerBroker', loadOf('brokersForNetworkOut'), 'bytes/s', share, percent),
    stepOf('partitionsPerBroker', {
      inputs: [['load', loadOf('brokersForPartitions'), 'count']],
      reckon: (bears) => Math.ceil(bears),
      written: ([bears]) => `⌈${bears}⌉`,
    }),
  ];
};

const SIZE_UNITS = {
  cores: 'cores',
  diskBytes: 'bytes',
  networkInBytes: 'bytes/s',
  networkOutBytes: 'bytes/s',
} as const;

const sentenceOf = (brokers: number | undefined, complete: boolean, size: BrokerSize): LocalizedText => {
  if (brokers === undefined) return SENTENCES.unknown;
  const known = (Object.keys(SIZES) as (keyof typeof SIZES)[])
    .filter((name) => size[name] !== undefined)
    .map((name) => filled(SIZES[name], { size: numberText(size[name], SIZE_UNITS[name]) }));
  if (known.length === 0) return filled(SENTENCES.countOnly, { brokers });
  const sizes = {
    en: known.map(({ en }) => en).join(', '),
    zh: known.map(({ zh }) => zh).join('、'),
  };
  return filled(SENTENCES[complete ? 'complete' : 'partial'], { brokers, sizes });
};

/** The smallest target for a source, and every step of the arithmetic. */
export const recommend = (
  figures: Figures,
  limits: Limits,
): { readonly steps: readonly Step[]; readonly recommendation: Recommendation } => {
  const { replicationFactor, brokersLost } = limits;
  const kept = keptCopy(figures);
  const resources = resourcesOf(figures, kept.value, limits);
  const forReplicas = stepOf('brokersForReplicas', {
    inputs: [
      ['replicationFactor', replicationFactor, 'count'],
      ['brokersLost', brokersLost, 'count'],
    ],
    reckon: (replicas, lost) => Math.max(replicas, lost + 1),
    written: ([replicas, lost]) => `max(${replicas}, ${lost} + 1)`,
  });
  const least = forReplicas.value!;
  const counts = resources.map((resource) => brokersStep(resource, least, limits));
  const told = counts.filter(({ value }) => value !== undefined);
  const found = told.length === 0 ? undefined : Math.max(least, ...told.map(({ value }) => value!));
  // With a few brokers more than replicas sending may take more of each than with fewer: all have to fit at once.
  const fitting = found === undefined ? undefined : fitAll(resources, found, limits);
  const complete = told.length === counts.length;
  const brokers: Step = {
    ...{ name: 'brokers', ...STEPS.brokers, value: fitting },
    calculation: `max(${[forReplicas, ...counts].map(({ value }) => value ?? '?').join(', ')}) = ${fitting ?? '?'}`,
    inputs: [forReplicas, ...counts].map(({ name, value }) => ({ name, value })),
  };
  const sizes = perBrokerSteps(resources, fitting ?? least, limits);
  const sizeOf = (name: StepName) =>
    fitting === undefined ? undefined : sizes.find((step) => step.name === name)!.value;
  const perBroker = {
    cores: sizeOf('coresPerBroker'),
    diskBytes: ceiled(sizeOf('diskPerBroker')),
    networkInBytes: sizeOf('networkInPerBroker'),
    networkOutBytes: sizeOf('networkOutPerBroker'),
    partitions: sizeOf('partitionsPerBroker'),
  };
  const sums = totals(figures, kept.value, limits);
  return {
    steps: [kept, ...sums, forReplicas, ...counts, brokers, ...(fitting === undefined ? [] : sizes)],
    recommendation: {
      ...{ brokers: fitting, complete, controllers: CONTROLLERS, replicationFactor, perBroker },
      decidedBy:
        fitting === undefined || fitting === least
          ? undefined
          : counts.find(({ value }) => value === found)?.name,
      partitions: sums.find(({ name }) => name === 'replicas')!.value,
      sentence: sentenceOf(fitting, complete, perBroker),
    },
  };
};

const fitAll = (resources: readonly Resource[], from: number, limits: Limits): number => {
  const last = limits.replicationFactor + limits.brokersLost;
  for (let brokers = from; brokers < last; brokers += 1) {
    if (resources.every(({ load, limit }) => !load || loadWith(load, brokers, limits) <= limit))
      return brokers;
  }
  // From there on more brokers never take more each.
  return resources.reduce(
    (most, { load, limit }) => (load ? Math.max(most, fewest(load, limit, last, limits)) : most),
    Math.max(from, 0),
  );
};
