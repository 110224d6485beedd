import type { SelectionText } from '@mqferry/api';

/** What is moved, as it is typed in. */
export interface TypedSelection {
  readonly topics?: string;
  readonly exclude?: string;
  readonly groups?: string;
  readonly acceptGaps?: string;
  readonly mapped?: string;
  readonly mostHoles?: string;
  /** MiB a second. */
  readonly rate?: string;
}

const MIB = 1024 * 1024;
const PATTERNS = ['topics', 'exclude', 'groups', 'acceptGaps', 'mapped'] as const;

const given = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
};

/** The selection that was typed; fields that are empty are absent. */
export const selectionOf = (typed: TypedSelection): SelectionText => {
  const patterns = PATTERNS.flatMap((name) => {
    const pattern = given(typed[name]);
    return pattern === undefined ? [] : [[name, pattern] as const];
  });
  const holes = given(typed.mostHoles);
  return { ...Object.fromEntries(patterns), ...(holes === undefined ? {} : { mostHoles: BigInt(holes) }) };
};

/** The limit that was typed, in bytes a second; null: none. */
export const rateOf = ({ rate }: TypedSelection): number | null => {
  const text = given(rate);
  return text === undefined ? null : Math.max(1, Math.round(Number(text) * MIB));
};

/** A selection as it would be typed. */
export const typedOf = (selection: SelectionText, bytesPerSecond: number | null): TypedSelection => {
  const patterns = PATTERNS.flatMap((name) => {
    const pattern = selection[name];
    return pattern === undefined ? [] : [[name, pattern] as const];
  });
  return {
    ...Object.fromEntries(patterns),
    ...(selection.mostHoles === undefined ? {} : { mostHoles: String(selection.mostHoles) }),
    ...(bytesPerSecond === null ? {} : { rate: String(Number((bytesPerSecond / MIB).toFixed(3))) }),
  };
};
