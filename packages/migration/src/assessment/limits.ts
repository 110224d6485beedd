import type { LocalizedText } from '@mqferry/core';
import { shown, type Unit } from './shown.ts';

interface LimitDefinition {
  readonly unit: Unit;
  readonly value: number;
  readonly label: LocalizedText;
  readonly source: LocalizedText;
}

const MIB = 1024 ** 2;

/** What is taken of a broker at most, unless somebody says otherwise, and where that comes from. */
export const LIMITS = {
  replicationFactor: {
    unit: 'count',
    value: 3,
    label: { en: 'Replicas', zh: '副本数' },
    source: {
      en: 'Usual for production: with min.insync.replicas=2 a broker may fail while another is maintained.',
      zh: '生产环境的惯例：配合 min.insync.replicas=2，维护一台时还可容忍另一台故障。',
    },
  },
  brokersLost: {
    unit: 'count',
    value: 1,
    label: { en: 'Brokers that may be down', zh: '可容忍停机的 broker 数' },
    source: {
      en: 'One at a time, as in a rolling restart.',
      zh: '同一时间一台，例如滚动重启时。',
    },
  },
  writeBytesPerBroker: {
    unit: 'bytes/s',
    value: 125 * MIB,
    label: { en: 'Writes a broker takes', zh: '单 broker 写入能力' },
    source: {
      en: 'Baseline throughput of common cloud SSD volumes (AWS documents 125 MiB/s for gp3).',
      zh: '常见云 SSD 盘的基准吞吐（AWS 文档给出 gp3 为 125 MiB/s）。',
    },
  },
  networkBytesPerBroker: {
    unit: 'bytes/s',
    value: 1192 * MIB,
    label: { en: 'Network of a broker, each way', zh: '单 broker 网络带宽（单向）' },
    source: {
      en: '10 Gbit/s, common in Kafka’s hardware advice.',
      zh: '10 Gbit/s，Kafka 硬件建议中的常见值。',
    },
  },
  coresPerBroker: {
    unit: 'cores',
    value: 12,
    label: { en: 'Cores a broker has at most', zh: '单 broker 最多核数' },
    source: {
      en: 'Canonical advises 12 cores for a broker in production.',
      zh: 'Canonical 建议生产 broker 使用 12 核。',
    },
  },
  bytesPerCore: {
    unit: 'bytes/s',
    value: 24 * MIB,
    label: { en: 'What a core moves, in and out', zh: '单核处理能力（进出合计）' },
    source: {
      en: 'Cautious: managed brokers are rated between 23 MB/s a core (AWS, encrypted) and 47 MB/s (Huawei, plain).',
      zh: '取保守值：托管 broker 的标称值在每核 23 MB/s（AWS，加密）到 47 MB/s（华为云，明文）之间。',
    },
  },
  diskBytesPerBroker: {
    unit: 'bytes',
    value: 12 * 1024 ** 4,
    label: { en: 'Disk a broker has at most', zh: '单 broker 最大磁盘' },
    source: {
      en: 'Canonical advises 12 disks of 1 TB for a broker; more takes long to restore.',
      zh: 'Canonical 建议每台 broker 12 块 1 TB 磁盘；更大则恢复时间很长。',
    },
  },
  partitionsPerBroker: {
    unit: 'count',
    value: 4000,
    label: { en: 'Replicas of partitions a broker holds', zh: '单 broker 分区副本数' },
    source: {
      en: 'Advice of the Kafka project’s blog and of AWS for large brokers.',
      zh: 'Kafka 项目博客与 AWS 对大型 broker 的建议。',
    },
  },
  usableShare: {
    unit: 'share',
    value: 0.6,
    label: { en: 'Share of CPU, network and writes to use', zh: 'CPU、网络与写入的可用比例' },
    source: {
      en: 'AWS advises to keep the CPU under 60 %, so that a broker can catch up after a failure.',
      zh: 'AWS 建议 CPU 低于 60%，以便故障后能够追赶。',
    },
  },
  usableDiskShare: {
    unit: 'share',
    value: 0.85,
    label: { en: 'Share of the disk to use', zh: '磁盘可用比例' },
    source: {
      en: 'AWS advises to act when 85 % of the log disk is used.',
      zh: 'AWS 建议日志磁盘使用达到 85% 时采取措施。',
    },
  },
} as const satisfies Record<string, LimitDefinition>;

export type LimitName = keyof typeof LIMITS;

/** What somebody says instead of the defaults. */
export type GivenLimits = { readonly [Name in LimitName]?: number | undefined };

/** All limits. */
export type Limits = Readonly<Record<LimitName, number>>;

const entries = Object.entries(LIMITS) as [LimitName, LimitDefinition][];

/** The limits that hold. */
export const limitsOf = (given: GivenLimits): Limits =>
  Object.fromEntries(entries.map(([name, { value }]) => [name, given[name] ?? value])) as unknown as Limits;

/** All limits for a report. */
export const limitRows = (given: GivenLimits) =>
  entries.map(([name, { unit, value: normal, label, source }]) => {
    const value = given[name] ?? normal;
    return { name, label, unit, value, shown: shown(value, unit), isDefault: value === normal, source };
  });
export type LimitRow = ReturnType<typeof limitRows>[number];
