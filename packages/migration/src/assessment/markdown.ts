import type { Language, LocalizedText } from '@mqferry/core';
import type { AssessmentReport } from './assess.ts';
import type { Origin } from './figures.ts';
import type { Severity } from './risk-table.ts';
import { shown } from './shown.ts';

export const HEADINGS = {
  title: { en: 'Assessment: {name}', zh: '评估：{name}' },
  recommendation: { en: 'Recommended target', zh: '目标集群建议' },
  controllers: {
    en: 'With {count} KRaft controllers beside the brokers, and {replicas} replicas of each partition.',
    zh: '另需 {count} 个 KRaft 控制器；每个分区 {replicas} 个副本。',
  },
  risks: { en: 'Risks', zh: '风险' },
  noRisks: { en: 'None were found.', zh: '未发现风险。' },
  arithmetic: { en: 'Arithmetic', zh: '计算过程' },
  figures: { en: 'Figures of the source', zh: '源集群数据' },
  limits: { en: 'Limits', zh: '上限' },
  quantity: { en: 'Quantity', zh: '项目' },
  formula: { en: 'Formula', zh: '公式' },
  calculation: { en: 'With figures', zh: '代入数值' },
  result: { en: 'Result', zh: '结果' },
  value: { en: 'Value', zh: '数值' },
  origin: { en: 'Origin', zh: '来源' },
  measuredFrom: {
    en: 'Measured from {from} for {time}, in {samples} samples.',
    zh: '自 {from} 起测量 {time}，共 {samples} 次采样。',
  },
  answered: { en: 'From answers.', zh: '根据填写的信息。' },
} as const satisfies Record<string, LocalizedText>;

export const ORIGINS = {
  measured: { en: 'measured', zh: '测量' },
  answered: { en: 'answered', zh: '填写' },
  derived: { en: 'derived', zh: '推算' },
  unknown: { en: 'unknown', zh: '未知' },
} as const satisfies Record<Origin, LocalizedText>;

export const SEVERITY_NAMES = {
  high: { en: 'High', zh: '高' },
  medium: { en: 'Medium', zh: '中' },
  low: { en: 'Low', zh: '低' },
  info: { en: 'Note', zh: '提示' },
} as const satisfies Record<Severity, LocalizedText>;

/** What of an assessment is not in its report. */
export interface ReportHead {
  readonly name: string;
  /** Undefined: nothing was measured. */
  readonly measured: LocalizedText | undefined;
}

/** A text in a cell or a list, in which nothing of it is taken for Markdown or HTML. */
const plain = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>|#]/gu, (sign) => `\\${sign}`).replace(/\s+/gu, ' ');

const row = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  `|${'---|'.repeat(head.length)}`,
  ...rows.map(row),
  '',
];

/** An assessment as a document. */
export const assessmentMarkdown = (
  { figures, limits, steps, recommendation, risks }: AssessmentReport,
  { name, measured }: ReportHead,
  language: Language,
): string => {
  const say = (text: LocalizedText, values: Readonly<Record<string, string | number>> = {}) =>
    text[language].replace(/\{(\w+)\}/gu, (place, of: string) => String(values[of] ?? place));
  const gap = language === 'zh' ? '' : ' ';
  const { controllers, replicationFactor, sentence } = recommendation;
  const lines = [
    `# ${plain(say(HEADINGS.title, { name }))}`,
    '',
    plain(say(measured ?? HEADINGS.answered)),
    '',
    `## ${say(HEADINGS.recommendation)}`,
    '',
    `**${plain(say(sentence))}**`,
    '',
    say(HEADINGS.controllers, { count: controllers, replicas: replicationFactor }),
    '',
    `## ${say(HEADINGS.risks)}`,
    '',
    ...(risks.length === 0 ? [say(HEADINGS.noRisks)] : []),
    ...risks.map(
      ({ severity, message, advice }) =>
        `- **${say(SEVERITY_NAMES[severity])}** — ${plain(say(message))}${gap}${plain(say(advice))}`,
    ),
    '',
    `## ${say(HEADINGS.arithmetic)}`,
    '',
    ...table(
      [HEADINGS.quantity, HEADINGS.formula, HEADINGS.calculation, HEADINGS.result].map((head) => say(head)),
      steps.map((step) => [
        ...[say(step.label), say(step.formula), step.calculation],
        say(shown(step.value, step.unit)),
      ]),
    ),
    `## ${say(HEADINGS.figures)}`,
    '',
    ...table(
      [HEADINGS.quantity, HEADINGS.value, HEADINGS.origin].map((head) => say(head)),
      figures.map((figure) => [say(figure.label), say(figure.shown), say(ORIGINS[figure.origin])]),
    ),
    `## ${say(HEADINGS.limits)}`,
    '',
    ...table(
      [HEADINGS.quantity, HEADINGS.value, HEADINGS.origin].map((head) => say(head)),
      limits.map((limit) => [
        say(limit.label),
        say(limit.shown),
        limit.isDefault ? say(limit.source) : say(ORIGINS.answered),
      ]),
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};
