import type { Context } from '../../../context.ts';
import type { SeamlessCheck } from '../../../service/seamless/views.ts';
import { wrappedTable } from '../../table.ts';

const STYLES = { pass: 'green', fail: 'red', inconclusive: 'yellow', error: 'red' } as const;

const evidenceText = ({ evidence }: SeamlessCheck): string =>
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
      out.colors[STYLES[check.verdict]](t(`gate.standing.${check.verdict}`)),
      check.reason?.message[language] ?? evidenceText(check),
    ]),
    out.colors.bold,
  );
