import type { LocalizedText } from '@mqferry/core';
import { lengthOfTime, numberText, type Unit } from './shown.ts';

interface StepDefinition {
  readonly unit: Unit;
  readonly label: LocalizedText;
  /** In words. */
  readonly formula: LocalizedText;
}

/** Every step of the arithmetic. */
export const STEPS = {
  producedPeak: {
    unit: 'bytes/s',
    label: { en: 'Peak produced', zh: '生产流量峰值' },
    formula: { en: 'peak traffic of all brokers ÷ replicas', zh: '全部 broker 的峰值流量 ÷ 副本数' },
  },
  producedMean: {
    unit: 'bytes/s',
    label: { en: 'Mean produced', zh: '生产流量均值' },
    formula: { en: 'mean traffic of all brokers ÷ replicas', zh: '全部 broker 的平均流量 ÷ 副本数' },
  },
  consumedPeak: {
    unit: 'bytes/s',
    label: { en: 'Peak consumed', zh: '消费流量峰值' },
    formula: {
      en: 'mean consumed × peak produced ÷ mean produced',
      zh: '消费均值 × 生产峰值 ÷ 生产均值',
    },
  },
  oneCopy: {
    unit: 'bytes',
    label: { en: 'Disk used by one copy', zh: '单副本占用磁盘' },
    formula: { en: 'disk used by all replicas ÷ replicas', zh: '全部副本占用磁盘 ÷ 副本数' },
  },
  fullCopy: {
    unit: 'bytes',
    label: { en: 'One copy once retention is full', zh: '保留期满后的单副本' },
    formula: { en: 'mean produced × retention', zh: '生产均值 × 保留时间' },
  },
  keptCopy: {
    unit: 'bytes',
    label: { en: 'One copy to keep', zh: '需保存的单副本' },
    formula: {
      en: 'the larger of what is used now and what retention comes to',
      zh: '当前占用与保留期满两者中的较大值',
    },
  },
  writes: {
    unit: 'bytes/s',
    label: { en: 'Written by all brokers', zh: '全部 broker 写入量' },
    formula: { en: 'peak produced × replicas', zh: '生产峰值 × 副本数' },
  },
  reads: {
    unit: 'bytes/s',
    label: { en: 'Sent by all brokers', zh: '全部 broker 发送量' },
    formula: {
      en: 'peak produced × (replicas − 1) + peak consumed',
      zh: '生产峰值 ×（副本数 − 1）+ 消费峰值',
    },
  },
  disk: {
    unit: 'bytes',
    label: { en: 'Disk of all replicas', zh: '全部副本所需磁盘' },
    formula: { en: 'one copy to keep × replicas', zh: '需保存的单副本 × 副本数' },
  },
  replicas: {
    unit: 'count',
    label: { en: 'Replicas of partitions', zh: '分区副本总数' },
    formula: { en: 'partitions × replicas', zh: '分区数 × 副本数' },
  },
  brokersForReplicas: {
    unit: 'count',
    label: { en: 'Brokers for the replicas', zh: '副本所需 broker 数' },
    formula: {
      en: 'the larger of replicas and brokers that may be down + 1',
      zh: '副本数与（可容忍停机台数 + 1）中的较大值',
    },
  },
  brokersForWrites: {
    unit: 'count',
    label: { en: 'Brokers for writes', zh: '写入所需 broker 数' },
    formula: {
      en: 'the fewest with peak produced × copies ÷ brokers up ≤ writes of a broker × usable share',
      zh: '最少台数，使生产峰值 × 副本份数 ÷ 在线台数 ≤ 单 broker 写入能力 × 可用比例',
    },
  },
  brokersForNetworkIn: {
    unit: 'count',
    label: { en: 'Brokers for network in', zh: '网络入向所需 broker 数' },
    formula: {
      en: 'the fewest with peak produced × copies ÷ brokers up ≤ network × usable share',
      zh: '最少台数，使生产峰值 × 副本份数 ÷ 在线台数 ≤ 网络带宽 × 可用比例',
    },
  },
  brokersForNetworkOut: {
    unit: 'count',
    label: { en: 'Brokers for network out', zh: '网络出向所需 broker 数' },
    formula: {
      en: 'the fewest with (peak produced × (copies − 1) + peak consumed) ÷ brokers up ≤ network × usable share',
      zh: '最少台数，使（生产峰值 ×（副本份数 − 1）+ 消费峰值）÷ 在线台数 ≤ 网络带宽 × 可用比例',
    },
  },
  brokersForCpu: {
    unit: 'count',
    label: { en: 'Brokers for CPU', zh: 'CPU 所需 broker 数' },
    formula: {
      en: 'the fewest with network in and out of a broker ≤ cores × what a core moves × usable share',
      zh: '最少台数，使单 broker 网络进出合计 ≤ 核数 × 单核处理能力 × 可用比例',
    },
  },
  brokersForDisk: {
    unit: 'count',
    label: { en: 'Brokers for disk', zh: '磁盘所需 broker 数' },
    formula: {
      en: 'the fewest with one copy to keep × copies ÷ brokers up ≤ disk of a broker × usable share',
      zh: '最少台数，使需保存的单副本 × 副本份数 ÷ 在线台数 ≤ 单 broker 磁盘 × 可用比例',
    },
  },
  brokersForPartitions: {
    unit: 'count',
    label: { en: 'Brokers for partitions', zh: '分区所需 broker 数' },
    formula: {
      en: 'the fewest with partitions × copies ÷ brokers up ≤ replicas that a broker holds',
      zh: '最少台数，使分区数 × 副本份数 ÷ 在线台数 ≤ 单 broker 分区副本数',
    },
  },
  brokers: {
    unit: 'count',
    label: { en: 'Brokers', zh: 'broker 数' },
    formula: { en: 'the largest of these', zh: '以上各项的最大值' },
  },
  coresPerBroker: {
    unit: 'cores',
    label: { en: 'Cores per broker', zh: '每台 broker 核数' },
    formula: {
      en: 'in and out per remaining broker ÷ (a core × usable share), rounded up',
      zh: '其余每台进出量 ÷（单核能力 × 可用比例），向上取整',
    },
  },
  diskPerBroker: {
    unit: 'bytes',
    label: { en: 'Disk per broker', zh: '每台 broker 磁盘' },
    formula: {
      en: 'one copy to keep × replicas per remaining broker ÷ usable share',
      zh: '需保存的单副本 × 其余每台副本份额 ÷ 可用比例',
    },
  },
  networkInPerBroker: {
    unit: 'bytes/s',
    label: { en: 'Network in per broker', zh: '每台 broker 网络入向' },
    formula: { en: 'in per remaining broker ÷ usable share', zh: '其余每台入向 ÷ 可用比例' },
  },
  networkOutPerBroker: {
    unit: 'bytes/s',
    label: { en: 'Network out per broker', zh: '每台 broker 网络出向' },
    formula: { en: 'out per remaining broker ÷ usable share', zh: '其余每台出向 ÷ 可用比例' },
  },
  partitionsPerBroker: {
    unit: 'count',
    label: { en: 'Replicas of partitions per broker', zh: '每台 broker 分区副本数' },
    formula: {
      en: 'partitions × replicas per remaining broker, rounded up',
      zh: '分区数 × 其余每台副本份额，向上取整',
    },
  },
} as const satisfies Record<string, StepDefinition>;

export type StepName = keyof typeof STEPS;

/** One step: what comes out of what. */
export interface Step {
  readonly name: StepName;
  readonly unit: Unit;
  readonly label: LocalizedText;
  readonly formula: LocalizedText;
  /** The formula with its figures; `?` for what is unknown. */
  readonly calculation: string;
  readonly inputs: readonly { readonly name: string; readonly value: number | undefined }[];
  /** Undefined as soon as one of the inputs is. */
  readonly value: number | undefined;
}

type StepInput = readonly [name: string, value: number | undefined, unit: Unit];

interface Reckoning {
  readonly inputs: readonly StepInput[];
  readonly reckon: (...values: number[]) => number;
  /** With the inputs as texts. */
  readonly written: (inputs: readonly string[]) => string;
}

const textOf = ([, value, unit]: StepInput): string =>
  unit === 'ms' && value !== undefined ? lengthOfTime(value).en : numberText(value, unit);

/** A step of which nothing is known unless all of its inputs are. */
export const stepOf = (name: StepName, { inputs, reckon, written }: Reckoning): Step => {
  const values = inputs.map(([, value]) => value);
  const known = values.every((value) => value !== undefined);
  const value = known ? reckon(...(values as number[])) : undefined;
  const { unit, label, formula } = STEPS[name];
  return {
    ...{ name, unit, label, formula, value },
    calculation: `${written(inputs.map(textOf))} = ${numberText(value, unit)}`,
    inputs: inputs.map(([input, of]) => ({ name: input, value: of })),
  };
};
