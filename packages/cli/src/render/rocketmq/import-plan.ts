import type { Difference, ImportPlan, PlanRow, SettingValue } from '@mqferry/replication';
import type { Context } from '../../context.ts';
import { grouped } from '../numbers.ts';
import { table, wrappedTable } from '../table.ts';
import { groupedReasonLine, groupReasons, reasonText } from './reasons.ts';

const KINDS = [
  ...(['topic', 'group', 'order-config', 'user', 'policy', 'account', 'white-addresses'] as const),
];
const ACTIONS = [
  ...(['create', 'exists-same', 'extend', 'exists-different', 'refused', 'cannot-be-told'] as const),
];

const valueText = (value: SettingValue | undefined): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** `perm: 6 → 4`: what is wanted, then what is there. */
const differenceText = ({ setting, wanted, found }: Difference): string =>
  wanted === undefined && found === undefined
    ? setting
    : `${setting}: ${valueText(wanted)} ≠ ${valueText(found)}`;

/** What is not the same on each broker. */
export const differencesText = (
  brokers: readonly { readonly broker: string; readonly differences?: readonly Difference[] }[],
): string =>
  brokers
    .filter(({ differences = [] }) => differences.length > 0)
    .map(({ broker, differences = [] }) => `${broker}: ${differences.map(differenceText).join(', ')}`)
    .join('; ');

/** What is shown of a plan; of its parts only how large they are. */
export interface ShownPlan extends Pick<ImportPlan, 'rows' | 'leftOut' | 'refusals' | 'notices'> {
  readonly target: Pick<ImportPlan['target'], 'cluster' | 'brokers'>;
  readonly parts?: readonly {
    readonly name: string;
    readonly topics: { readonly length: number };
    readonly groups: { readonly length: number };
  }[];
}

const countsTable = ({ rows }: ShownPlan, { t, out }: Context): string[] =>
  table(
    [
      { title: t('column.kind') },
      ...ACTIONS.map((action) => ({ title: t(`rocketmq.action.${action}`), align: 'right' as const })),
    ],
    KINDS.filter((kind) => rows.some((row) => row.kind === kind)).map((kind) => [
      t(`rocketmq.kind.${kind}`),
      ...ACTIONS.map((action) =>
        grouped(rows.filter((row) => row.kind === kind && row.action === action).length),
      ),
    ]),
    out.colors.bold,
  );

const whyText = (row: PlanRow, context: Context): string => {
  const differences = differencesText(row.brokers);
  if (row.action === 'refused') return reasonText(row.reason!, context);
  return [differences, row.reason ? reasonText(row.reason, context) : ''].filter(Boolean).join(' — ');
};

const rowsTable = (rows: readonly PlanRow[], context: Context): string[] => {
  const { t, out } = context;
  return wrappedTable(
    out.width,
    [
      { title: t('column.kind') },
      { title: t('column.name') },
      { title: t('column.target') },
      { title: t('column.action') },
      { title: t('column.reasons') },
    ],
    rows.map((row) => [
      t(`rocketmq.kind.${row.kind}`),
      row.name,
      row.target === row.name ? '=' : row.target,
      t(`rocketmq.action.${row.action}`),
      whyText(row, context),
    ]),
    out.colors.bold,
  );
};

const adjustmentLines = ({ rows }: ShownPlan, context: Context): string[] => {
  const adjusted = rows.flatMap(({ name, adjustments }) =>
    adjustments.map(({ setting, source, target, reason }) => ({
      name: `${name} (${setting}: ${valueText(source)} → ${valueText(target)})`,
      reason,
    })),
  );
  return groupReasons(adjusted).map((reason) => groupedReasonLine(reason, context));
};

const headed = (head: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', head, ...lines];

/** What an import would do: counts, every row that is not simply created or there already, and what is to be known. */
export const importPlanLines = (plan: ShownPlan, allRows: boolean, context: Context): string[] => {
  const { t, out } = context;
  const { target, rows, leftOut, refusals, parts, notices } = plan;
  const special = rows.filter(({ action }) => action !== 'create' && action !== 'exists-same');
  const shown = allRows ? rows : special;
  const brokers = target.brokers.map(({ name, version = '?', failure }) =>
    failure ? `${name} (${t('rocketmq.unreadable')})` : `${name} (${version})`,
  );
  return [
    t('rocketmq.planTarget', { cluster: target.cluster, brokers: brokers.join(', ') }),
    ...refusals.map((reason) => out.colors.red(reasonText(reason, context))),
    ...(parts ?? []).map(({ name, topics, groups }) =>
      t('rocketmq.part', { name, topics: topics.length, groups: groups.length }),
    ),
    ...(rows.length === 0 ? [] : ['', ...countsTable(plan, context)]),
    ...(shown.length === 0 ? [] : ['', ...rowsTable(shown, context)]),
    ...headed(t('rocketmq.adjusted'), adjustmentLines(plan, context)),
    ...headed(
      t('rocketmq.toKnow'),
      groupReasons([
        ...notices.map((reason) => ({ name: '', reason })),
        ...rows.flatMap(({ name, notices: own }) => own.map((reason) => ({ name, reason }))),
      ]).map((reason) => groupedReasonLine(reason, context)),
    ),
    ...(leftOut.length === 0 ? [] : ['', leftOutText(plan, context)]),
  ];
};

const leftOutText = ({ leftOut }: ShownPlan, { t }: Context): string =>
  t('rocketmq.notImported', {
    chosen: leftOut.filter(({ reason }) => reason === 'not-chosen').length,
    made: leftOut.filter(({ reason }) => reason === 'made-by-brokers').length,
  });
