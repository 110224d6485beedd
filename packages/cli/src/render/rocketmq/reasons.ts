import type { Reason } from '@mqferry/replication';
import type { Context } from '../../context.ts';
import { namesText } from '../names.ts';

/** What a reason says, and what to do about it. */
export const reasonText = ({ text, advice }: Reason, { language }: Context): string =>
  `${text[language]} ${advice[language]}`;

/** What several rows have in common: one line of one code, not one for each row. */
export interface ReasonOfRows {
  readonly reason: Reason;
  readonly names: readonly string[];
}

/** Reasons by their code, with the names that have them; the first of each stands for all. */
export const groupReasons = (
  reasons: readonly { readonly name: string; readonly reason: Reason }[],
): readonly ReasonOfRows[] =>
  [...Map.groupBy(reasons, ({ reason }) => reason.code).values()].map((same) => ({
    reason: same[0]!.reason,
    names: same.map(({ name }) => name),
  }));

/** A reason that one or many rows have. */
export const groupedReasonLine = ({ reason, names }: ReasonOfRows, context: Context): string => {
  const { t } = context;
  const text = reasonText(reason, context);
  return names.length === 1
    ? `  ${text}`
    : `  ${t('rocketmq.forMany', { text, names: namesText(names, t), count: names.length })}`;
};
