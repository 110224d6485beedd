import type { LocalizedText } from '@mqferry/core';
import { shown, type Unit, type Value } from './shown.ts';

interface FigureDefinition {
  readonly unit: Unit;
  readonly label: LocalizedText;
}

/** Everything that an assessment goes by. */
export const FIGURES = {
  serverVersion: { unit: 'text', label: { en: 'Kafka version', zh: 'Kafka 版本' } },
  fromOwnDataCentre: {
    unit: 'flag',
    label: { en: 'On premises', zh: '位于自建机房（IDC）' },
  },
  brokers: { unit: 'count', label: { en: 'Brokers', zh: 'broker 数' } },
  peakBytesIn: { unit: 'bytes/s', label: { en: 'Peak produced', zh: '生产流量峰值' } },
  meanBytesIn: { unit: 'bytes/s', label: { en: 'Mean produced', zh: '生产流量均值' } },
  peakRecordsIn: { unit: 'records/s', label: { en: 'Peak messages produced', zh: '生产消息速率峰值' } },
  meanRecordsIn: { unit: 'records/s', label: { en: 'Mean messages produced', zh: '生产消息速率均值' } },
  peakBytesOut: { unit: 'bytes/s', label: { en: 'Peak consumed', zh: '消费流量峰值' } },
  meanBytesOut: { unit: 'bytes/s', label: { en: 'Mean consumed', zh: '消费流量均值' } },
  publicBytes: { unit: 'bytes/s', label: { en: 'Peak over the internet', zh: '公网流量峰值' } },
  meanMessageBytes: { unit: 'bytes', label: { en: 'Bytes in the log per message', zh: '每条消息平均占用' } },
  largestMessageBytes: { unit: 'bytes', label: { en: 'Largest message seen', zh: '所见最大消息' } },
  largestAllowedBytes: {
    unit: 'bytes',
    label: { en: 'Largest max.message.bytes', zh: 'max.message.bytes 最大值' },
  },
  topics: { unit: 'count', label: { en: 'Topics', zh: '主题数' } },
  partitions: { unit: 'count', label: { en: 'Partitions', zh: '分区数' } },
  replicationFactor: { unit: 'count', label: { en: 'Mean replicas per partition', zh: '平均副本数' } },
  underReplicated: { unit: 'count', label: { en: 'Under-replicated partitions', zh: '副本不足的分区' } },
  offline: { unit: 'count', label: { en: 'Partitions without a leader', zh: '无主副本的分区' } },
  diskType: { unit: 'text', label: { en: 'Disks', zh: '磁盘类型' } },
  diskUsedBytes: { unit: 'bytes', label: { en: 'Disk used by all replicas', zh: '全部副本占用磁盘' } },
  oneCopyBytes: { unit: 'bytes', label: { en: 'Disk used by one copy', zh: '单副本占用磁盘' } },
  fullCopyBytes: {
    unit: 'bytes',
    label: { en: 'One copy once retention is full', zh: '保留期满后的单副本' },
  },
  fullestDisk: { unit: 'share', label: { en: 'Fullest broker’s disk', zh: '最满 broker 的磁盘使用率' } },
  retentionMs: { unit: 'ms', label: { en: 'Longest retention', zh: '最长保留时间' } },
  groups: { unit: 'count', label: { en: 'Consumer groups', zh: '消费组数' } },
  transactions: { unit: 'flag', label: { en: 'Transactions in use', zh: '使用事务' } },
  transactionalIds: { unit: 'count', label: { en: 'Transactional ids', zh: '事务 ID 数' } },
  compactedTopics: { unit: 'count', label: { en: 'Compacted topics', zh: '压实主题数' } },
  acls: { unit: 'count', label: { en: 'ACLs', zh: '访问控制列表（ACL）条数' } },
  scramUsers: { unit: 'count', label: { en: 'SCRAM users', zh: 'SCRAM 用户数' } },
  quotas: { unit: 'count', label: { en: 'Quotas', zh: '配额数' } },
} as const satisfies Record<string, FigureDefinition>;

export type FigureName = keyof typeof FIGURES;

/** How a figure is known. */
export type Origin = 'measured' | 'answered' | 'derived' | 'unknown';

/** A fact about the source. */
export interface Figure {
  readonly value: Value;
  readonly origin: Origin;
}

/** What is known of the source; what is missing is unknown. */
export type Figures = Readonly<Partial<Record<FigureName, Figure>>>;

/** Figures of one origin; what is undefined is left out. */
export const figuresOf = (origin: Origin, values: Readonly<Partial<Record<FigureName, Value>>>): Figures =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { value, origin }]),
  );

/** The number that a figure is; undefined when it is unknown. */
export const numberOf = (figures: Figures, name: FigureName): number | undefined => {
  const value = figures[name]?.value;
  return typeof value === 'number' ? value : undefined;
};

/** All figures in the order of the table, for a report. */
export const figureRows = (figures: Figures) =>
  (Object.entries(FIGURES) as [FigureName, FigureDefinition][]).map(([name, { unit, label }]) => {
    const { value, origin } = figures[name] ?? { value: undefined, origin: 'unknown' as const };
    return { name, label, unit, value: value ?? null, shown: shown(value, unit), origin };
  });
export type FigureRow = ReturnType<typeof figureRows>[number];
