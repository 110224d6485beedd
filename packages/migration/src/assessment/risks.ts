import type { LocalizedText } from '@mqferry/core';
import { FIGURES, type FigureName, type Figures, numberOf } from './figures.ts';
import type { Limits } from './limits.ts';
import { RISKS, type RiskCode, SEVERITIES, type Severity } from './risk-table.ts';
import { filled, lengthOfTime, numberText } from './shown.ts';

/** Things of one kind: how many, and a few of them by name. */
export interface Found {
  readonly count: number;
  readonly examples: readonly string[];
}

/** What was found on a source beside figures. What is undefined is not known. */
export interface Features {
  readonly zookeeper?: boolean | undefined;
  readonly offline?: Found | undefined;
  readonly underReplicated?: Found | undefined;
  readonly singleReplica?: Found | undefined;
  readonly compacted?: Found | undefined;
  readonly mayBeMapped?: Found | undefined;
  readonly unbounded?: Found | undefined;
  readonly shortLived?: Found | undefined;
  readonly largeAllowed?: Found | undefined;
  readonly tiered?: Found | undefined;
  readonly unclean?: Found | undefined;
  readonly streams?: Found | undefined;
  readonly shareGroups?: Found | undefined;
  readonly oldFormat?: Found | undefined;
  /** Parts of the source that could not be read, and why. */
  readonly unread?: readonly { readonly part: LocalizedText; readonly reason: LocalizedText }[] | undefined;
}

/** How it was measured, if it was. */
export interface Coverage {
  readonly coveredMs: number;
  readonly gaps: readonly { readonly ms: number }[];
  readonly records: number;
}

/** Something to mind, the facts that it goes by, and what to do. */
export interface Risk {
  readonly code: RiskCode;
  readonly severity: Severity;
  readonly message: LocalizedText;
  readonly advice: LocalizedText;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Above it an offset without a record costs too long to fill (see the plan of a migration). */
export const MOST_HOLES = 5_000_000;

const MIB = 1024 ** 2;
/** `message.max.bytes` of Kafka: a mebibyte, and what surrounds a batch. */
const DEFAULT_LARGEST = MIB + 12;
const HUGE = 10 * MIB;
const MANY_PARTITIONS = 50_000;
const NEARLY_FULL = 0.85;
const DAY_MS = 86_400_000;

/** What the size of the target goes by. */
const SIZES = ['peakBytesIn', 'peakBytesOut', 'oneCopyBytes', 'partitions'] as const;
/** What else has to be moved, or decides how. */
const KINDS = [
  'serverVersion',
  'largestMessageBytes',
  'transactions',
  'compactedTopics',
  'acls',
  'scramUsers',
  'quotas',
] as const;

type Values = Readonly<Record<string, string | number | boolean | LocalizedText>>;

const riskOf = (code: RiskCode, values: Values = {}): Risk => {
  const { severity, message, advice } = RISKS[code];
  const facts = Object.entries(values).map(
    ([name, value]) => [name, typeof value === 'object' ? value.en : value] as const,
  );
  return {
    ...{ code, severity, message: filled(message, values), advice: filled(advice, values) },
    facts: Object.fromEntries(facts),
  };
};

const found = (code: RiskCode, things: Found | undefined, more: Values = {}): Risk[] =>
  things === undefined || things.count === 0
    ? []
    : [riskOf(code, { count: things.count, examples: things.examples.join(', '), ...more })];

const isBefore = (version: string, major: number, minor: number): boolean => {
  const [first = 0, second = 0] = version.split('.').map(Number);
  return first < major || (first === major && second < minor);
};

const ofVersion = (figures: Figures): Risk[] => {
  const version = figures.serverVersion?.value;
  return typeof version === 'string' && isBefore(version, 2, 1) ? [riskOf('VERSION_OLD', { version })] : [];
};

const ofCounts = (figures: Figures): Risk[] =>
  (
    [
      ['ACLS', 'acls'],
      ['QUOTAS', 'quotas'],
      ['SCRAM_USERS', 'scramUsers'],
    ] as const
  ).flatMap(([code, name]) => {
    const count = numberOf(figures, name) ?? 0;
    return count > 0 ? [riskOf(code, { count })] : [];
  });

const ofSizes = (figures: Figures, features: Features): Risk[] => {
  const largest = numberOf(figures, 'largestMessageBytes') ?? 0;
  const allowed = numberOf(figures, 'largestAllowedBytes') ?? 0;
  const partitions = numberOf(figures, 'partitions') ?? 0;
  const disk = numberOf(figures, 'fullestDisk') ?? 0;
  const internet = numberOf(figures, 'publicBytes') ?? 0;
  return [
    ...(largest > HUGE ? [riskOf('HUGE_MESSAGES', { size: numberText(largest, 'bytes') })] : []),
    ...(allowed > DEFAULT_LARGEST
      ? found('LARGE_MESSAGES', features.largeAllowed, { size: numberText(allowed, 'bytes') })
      : []),
    ...(partitions > MANY_PARTITIONS ? [riskOf('MANY_PARTITIONS', { count: partitions })] : []),
    ...(disk >= NEARLY_FULL ? [riskOf('DISK_NEARLY_FULL', { share: numberText(disk, 'share') })] : []),
    ...(internet > 0 ? [riskOf('INTERNET', { rate: numberText(internet, 'bytes/s') })] : []),
  ];
};

const ofFeatures = (figures: Figures, features: Features, replicas: number): Risk[] => {
  const compacted = numberOf(figures, 'compactedTopics') ?? 0;
  const compactedFound = features.compacted ?? { count: compacted, examples: ['…'] };
  return [
    ...found('PARTITIONS_OFFLINE', features.offline),
    ...found('UNDER_REPLICATED', features.underReplicated),
    ...found('SINGLE_REPLICA', features.singleReplica, { replicas }),
    ...found('COMPACTED_TOPICS', compactedFound),
    ...found('MAY_BE_MAPPED', features.mayBeMapped, { limit: numberText(MOST_HOLES, 'count') }),
    ...found('RETENTION_UNBOUNDED', features.unbounded),
    ...found('RETENTION_SHORT', features.shortLived),
    ...found('TIERED_STORAGE', features.tiered),
    ...found('UNCLEAN_ELECTION', features.unclean),
    ...found('STREAMS_TOPICS', features.streams),
    ...found('SHARE_GROUPS', features.shareGroups),
    ...found('MESSAGE_FORMAT_OLD', features.oldFormat),
    ...(figures.transactions?.value === true ? [riskOf('TRANSACTIONS')] : []),
    ...(figures.fromOwnDataCentre?.value === true ? [riskOf('OWN_DATA_CENTRE')] : []),
    ...(figures.diskType?.value === 'hdd' ? [riskOf('HARD_DISKS')] : []),
    ...(features.zookeeper === true ? [riskOf('ZOOKEEPER')] : []),
  ];
};

const ofUnknown = (figures: Figures, features: Features): Risk[] => {
  // One of both is enough for the disk.
  const isKnown = (name: FigureName) =>
    figures[name] !== undefined || (name === 'oneCopyBytes' && figures.fullCopyBytes !== undefined);
  const unknown = (code: RiskCode, names: readonly FigureName[]): Risk[] => {
    const labels = names.filter((name) => !isKnown(name)).map((name) => FIGURES[name].label);
    const figures = {
      en: labels.map(({ en }) => en).join(', '),
      zh: labels.map(({ zh }) => zh).join('、'),
    };
    return labels.length === 0 ? [] : [riskOf(code, { figures })];
  };
  return [
    ...unknown('SIZE_UNKNOWN', SIZES),
    ...unknown('FEATURE_UNKNOWN', KINDS),
    ...(features.unread ?? []).map((unread) => riskOf('PART_UNREAD', { ...unread })),
  ];
};

const ofCoverage = ({ coveredMs, gaps, records }: Coverage): Risk[] => [
  ...(records === 0 ? [riskOf('NO_TRAFFIC')] : []),
  ...(coveredMs < DAY_MS ? [riskOf('MEASURED_SHORTLY', { time: lengthOfTime(coveredMs) })] : []),
  ...(gaps.length > 0
    ? [
        riskOf('MEASUREMENT_GAPS', {
          count: gaps.length,
          time: lengthOfTime(gaps.reduce((sum, { ms }) => sum + ms, 0)),
        }),
      ]
    : []),
];

/** What to mind when moving such a source, the most severe first. */
export const risksOf = (
  figures: Figures,
  features: Features,
  { replicationFactor }: Limits,
  coverage: Coverage | undefined,
): Risk[] =>
  [
    ...ofFeatures(figures, features, replicationFactor),
    ...ofSizes(figures, features),
    ...ofVersion(figures),
    ...(coverage ? ofCoverage(coverage) : []),
    ...ofUnknown(figures, features),
    ...ofCounts(figures),
  ].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
