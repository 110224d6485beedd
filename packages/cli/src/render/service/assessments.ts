import type { Context } from '../../context.ts';
import type { Assessment, AssessmentSummary } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { bytesText, durationText, grouped, UNKNOWN } from '../numbers.ts';
import type { Colors } from '../screen.ts';
import { table, wrappedTable } from '../table.ts';
import { wrap } from '../width.ts';
import { momentText } from './moment.ts';
import { problemLines } from './problem.ts';

/** Assessments, the newest first. */
export const assessmentTable = (
  assessments: readonly AssessmentSummary[],
  t: Texts,
  colors: Colors,
): string[] => {
  if (assessments.length === 0) return [t('assess.none')];
  const brokersOf = ({ brokers, complete }: AssessmentSummary): string => {
    if (brokers === null) return UNKNOWN;
    return complete ? String(brokers) : t('assess.atLeast', { brokers });
  };
  return table(
    (
      [
        'column.assessment',
        'column.subjectOf',
        'column.state',
        'column.begun',
        'column.brokers',
        'column.risks',
      ] as const
    ).map((title) => ({ title: t(title) })),
    assessments.map((one) => [
      one.id.slice(0, 8),
      one.name ?? one.cluster?.name ?? (one.cluster ? UNKNOWN : t('assess.answers')),
      t(`assess.state.${one.state}`),
      momentText(one.createdAt),
      brokersOf(one),
      `${one.risks.high}/${one.risks.medium}/${one.risks.low}`,
    ]),
    colors.bold,
  );
};

/** How far a measurement is, in one line. */
export const assessmentProgress = ({ measurement }: Assessment, t: Texts): string => {
  if (!measurement || measurement.samples === 0) return t('assess.waiting');
  const { startedAt, endsAt, coveredMs, samples, records, bytes } = measurement;
  return t('assess.progress', {
    covered: durationText(coveredMs / 1000, t),
    total: durationText((Date.parse(endsAt) - Date.parse(startedAt)) / 1000, t),
    samples,
    records: records === null ? UNKNOWN : grouped(records),
    bytes: bytesText(bytes === null ? undefined : BigInt(Math.round(bytes))),
  });
};

const INDENT = '  ';

/** What an assessment comes to: the target, what to mind, the arithmetic, and what it goes by. */
export const assessmentLines = (one: Assessment, { t, language, out }: Context): string[] => {
  const { colors, width } = out;
  const room = Math.min(width, 120);
  const { measurement, recommendation, risks, steps, figures } = one;
  const indented = (text: string) => wrap(text, room - INDENT.length).map((line) => INDENT + line);
  return [
    ...(measurement ? [`${t(`assess.state.${one.state}`)}: ${assessmentProgress(one, t)}`] : []),
    ...(measurement && measurement.gaps.length > 0
      ? [t('assess.gaps', { count: measurement.gaps.length })]
      : []),
    ...(measurement?.problem ? problemLines(measurement.problem, language, colors) : []),
    ...wrap(colors.bold(recommendation.sentence[language]), room),
    '',
    colors.bold(t('assess.risks')),
    ...risks.flatMap(({ severity, message, advice, code }) => [
      `${t(`assess.severity.${severity}`)}: ${message[language]} ${colors.dim(`[${code}]`)}`,
      ...indented(advice[language]),
    ]),
    '',
    colors.bold(t('assess.arithmetic')),
    ...wrappedTable(
      width,
      [{ title: t('column.quantity') }, { title: t('column.result') }, { title: t('column.calculation') }],
      steps.map(({ label, shown, calculation }) => [label[language], shown[language], calculation]),
      colors.bold,
    ),
    '',
    colors.bold(t('assess.figures')),
    ...table(
      [{ title: t('column.quantity') }, { title: t('column.value') }, { title: t('column.origin') }],
      figures.map(({ label, shown, origin }) => [
        ...[label[language], shown[language]],
        t(`assess.origin.${origin}`),
      ]),
      colors.bold,
    ),
  ];
};
