/** A number that is typed, and what it is in the API: `value × factor`. */
export interface TypedField {
  readonly name: string;
  readonly unit?: 'MiB/s' | 'GiB' | 'KiB' | 'days' | 'cores' | '%';
  /** Whole numbers only. */
  readonly whole?: boolean;
}

const FACTORS = {
  ...{ 'MiB/s': 1024 ** 2, GiB: 1024 ** 3, KiB: 1024, days: 86_400_000 },
  ...{ cores: 1, '%': 0.01 },
} as const;

/** How many of the API's units one typed unit is. */
export const factorOf = ({ unit }: TypedField): number => (unit === undefined ? 1 : FACTORS[unit]);

const fraction = /^\s*(?:\d{1,12}(?:\.\d{1,3})?)?\s*$/u;
const integer = /^\s*\d{0,12}\s*$/u;

/** What may be typed; nothing may, too. */
export const patternOf = ({ whole, unit }: TypedField): RegExp =>
  whole || unit === undefined || unit === 'cores' ? integer : fraction;

/** Typed numbers as the API takes them; what is empty is left out. */
export const numbersTyped = (
  fields: readonly TypedField[],
  typed: Readonly<Record<string, string | undefined>> | undefined,
): Record<string, number> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = typed?.[field.name]?.trim() ?? '';
      // A share of the binary fractions of which a hundredth is none.
      return text === '' ? [] : [[field.name, Number((Number(text) * factorOf(field)).toPrecision(15))]];
    }),
  );

/** A number of the API as it is typed. */
export const typedText = (field: TypedField, value: number): string =>
  String(Number((value / factorOf(field)).toPrecision(6)));

export const TRAFFIC_FIELDS = [
  { name: 'peakBytesIn', unit: 'MiB/s' },
  { name: 'meanBytesIn', unit: 'MiB/s' },
  { name: 'peakBytesOut', unit: 'MiB/s' },
  { name: 'publicBytes', unit: 'MiB/s' },
] as const satisfies readonly TypedField[];

export const DATA_FIELDS = [
  { name: 'diskUsedBytes', unit: 'GiB' },
  { name: 'retentionMs', unit: 'days' },
  { name: 'replicationFactor' },
  { name: 'brokers' },
  { name: 'topics' },
  { name: 'partitions' },
] as const satisfies readonly TypedField[];

export const FEATURE_FIELDS = [
  { name: 'largestMessageBytes', unit: 'KiB' },
  { name: 'compactedTopics' },
  { name: 'acls' },
  { name: 'scramUsers' },
  { name: 'quotas' },
] as const satisfies readonly TypedField[];

export const LIMIT_FIELDS = [
  { name: 'replicationFactor' },
  { name: 'brokersLost' },
  { name: 'writeBytesPerBroker', unit: 'MiB/s' },
  { name: 'networkBytesPerBroker', unit: 'MiB/s' },
  { name: 'coresPerBroker', unit: 'cores' },
  { name: 'bytesPerCore', unit: 'MiB/s' },
  { name: 'diskBytesPerBroker', unit: 'GiB' },
  { name: 'partitionsPerBroker' },
  { name: 'usableShare', unit: '%' },
  { name: 'usableDiskShare', unit: '%' },
] as const satisfies readonly TypedField[];

/** The defaults as they are typed, until an assessment tells those of the service. */
export const LIMIT_DEFAULTS: Readonly<Record<(typeof LIMIT_FIELDS)[number]['name'], string>> = {
  ...{ replicationFactor: '3', brokersLost: '1', writeBytesPerBroker: '125', networkBytesPerBroker: '1192' },
  ...{ coresPerBroker: '12', bytesPerCore: '24', diskBytesPerBroker: '12288', partitionsPerBroker: '4000' },
  ...{ usableShare: '60', usableDiskShare: '85' },
};
