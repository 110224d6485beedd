import type { Migration } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { UNKNOWN } from '../numbers.ts';

/** What became of a declared migration, or would become of it. */
export interface Applied {
  readonly name: string;
  readonly action: 'created' | 'changed' | 'unchanged';
  readonly dryRun: boolean;
  /** Member by member; null where there is nothing on that side. */
  readonly changes: readonly {
    readonly member: string;
    readonly was: string | number | null;
    readonly is: string | number | null;
  }[];
  /** As it is now; null: it does not exist. */
  readonly migration: Migration | null;
}

/** The same in words. */
export const appliedLines = ({ name, action, dryRun, changes }: Applied, t: Texts): string[] => [
  t(dryRun && action !== 'unchanged' ? `apply.would.${action}` : `apply.${action}`, { name }),
  ...changes.map(
    ({ member, was, is }) => `  ${t('apply.change', { member, was: was ?? UNKNOWN, is: is ?? UNKNOWN })}`,
  ),
];
