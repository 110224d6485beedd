import type { StoredDump } from '@mqferry/store';
import type { DumpReport } from './dump-calls.ts';

/** As JSON has it: 64-bit integers are text. */
type Written<T> = T extends bigint
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Written<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Written<T[Name]> }
      : T;

/** What a dump told last; undefined: nothing yet. */
export const storedReport = ({ report }: Pick<StoredDump, 'report'>): DumpReport | undefined => {
  if (report === null) return undefined;
  const written = JSON.parse(report) as Written<DumpReport>;
  const { read, written: records, filtered, skipped, lost, lag, positions = [], ...rest } = written;
  return {
    ...rest,
    ...{ read: BigInt(read), written: BigInt(records), filtered: BigInt(filtered) },
    ...{ skipped: BigInt(skipped), lost: BigInt(lost) },
    lag: lag === undefined ? undefined : BigInt(lag),
    positions: positions.map(({ partition, offset }) => ({ partition, offset: BigInt(offset) })),
  };
};
