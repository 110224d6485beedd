import type { Context } from '../../../context.ts';
import type { SeamlessCheck } from '../../../service/seamless/views.ts';
import { wrappedTable } from '../../table.ts';

/** The colours of what came of a check. */
export const VERDICT_STYLES = { pass: 'green', fail: 'red', inconclusive: 'yellow', error: 'red' } as const;

/** What was seen: numbers by their names. */
export const evidenceText = (evidence: SeamlessCheck['evidence']): string =>
  Object.entries(evidence)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** What is looked at before a step, each with what came of it and what was seen. */
export const checksTable = (checks: readonly SeamlessCheck[], { out, language, t }: Context): string[] =>
  wrappedTable(
    out.width,
    [
      { title: t('column.check') },
      { title: t('column.gate') },
      { title: t('column.result') },
      { title: t('column.evidence') },
    ],
    checks.map((check) => [
      check.id,
      check.name[language],
      out.colors[VERDICT_STYLES[check.verdict]](t(`gate.standing.${check.verdict}`)),
      check.reason?.message[language] ?? evidenceText(check.evidence),
    ]),
    out.colors.bold,
  );
