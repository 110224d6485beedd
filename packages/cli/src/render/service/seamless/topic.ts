import type { Context } from '../../../context.ts';
import type { SeamlessMove, SeamlessTopicDetail } from '../../../service/seamless/views.ts';
import type { Texts } from '../../../texts/texts.ts';
import { durationText, UNKNOWN } from '../../numbers.ts';
import { table } from '../../table.ts';
import { wrap } from '../../width.ts';
import { momentText } from '../moment.ts';
import { problemLines } from '../problem.ts';
import { checksTable } from './checks.ts';
import { straightTable } from './clients.ts';
import { groupsTable } from './groups.ts';
import { bothText, countText, perSecond, positionText, stateText } from './parts.ts';

type Detail = SeamlessTopicDetail;

const leftText = (ms: number | null, t: Texts): string =>
  ms === null ? UNKNOWN : durationText(Math.ceil(ms / 1000), t);

/** The states in their order, the present one in brackets. */
const railText = ({ topic, states }: Detail, { language }: Context): string =>
  states
    .map(({ state, name }) => (state === topic.position.state ? `[${name[language]}]` : name[language]))
    .join(' → ');

/** In batches topics have no states, and there are no gateways. */
const isInBatches = ({ states }: Detail): boolean => states.length === 0;

const clientsText = (detail: Detail, t: Texts): string => {
  const { clients } = detail.topic;
  const sides = bothText(clients, countText);
  if (isInBatches(detail)) return t('seamless.topicClientsInBatches', { sides });
  return t('seamless.topicClients', { sides, gateways: countText(clients.gateways) });
};

const numbersLines = (detail: Detail, t: Texts): string[] => {
  const { topic, pending, queues } = detail;
  const { traffic, backlog } = topic;
  return [
    t('seamless.traffic', {
      in: bothText(traffic, (side) => perSecond(side.in)),
      out: bothText(traffic, (side) => perSecond(side.out)),
      backlog: bothText(backlog, countText),
    }),
    clientsText(detail, t),
    t('seamless.queues', {
      read: bothText(queues, ({ readQueues }) => countText(readQueues)),
      write: bothText(queues, ({ writeQueues }) => countText(writeQueues)),
    }),
    t('seamless.pending', {
      delayed: bothText(pending, ({ delayed }) => countText(delayed)),
      timed: bothText(pending, ({ timed }) => countText(timed)),
      half: bothText(pending, ({ half }) => countText(half)),
      pop: bothText(pending, ({ pop }) => countText(pop)),
    }),
  ];
};

const titled = (title: string, lines: readonly string[], { out }: Context): string[] =>
  lines.length === 0 ? [] : ['', out.colors.bold(title), ...lines];

const clientsTable = (clients: Detail['clients'], { out, t }: Context): string[] =>
  table(
    [
      { title: t('column.client') },
      { title: t('column.address') },
      { title: t('column.language') },
      { title: t('column.version') },
      { title: t('column.taking') },
      { title: t('column.left'), align: 'right' },
    ],
    clients.map(({ clientId, address, language, version, taking, leftMs }) => [
      ...[clientId, address, language ?? UNKNOWN, version ?? UNKNOWN],
      taking === null ? UNKNOWN : t(`seamless.taking.${taking}`),
      taking === 'applied' ? '' : leftText(leftMs, t),
    ]),
    out.colors.bold,
  );

/** Risks of the checks that do not pass and that a step can go without. */
const riskLines = ({ checks }: SeamlessMove, { out, language, t }: Context): string[] =>
  checks.flatMap(({ id, verdict, risk }) =>
    verdict === 'pass' || risk === null
      ? []
      : wrap(t('seamless.couldForce', { check: id, risk: risk[language] }), out.width),
  );

const moveLines = (way: 'forward' | 'back', move: SeamlessMove | null, context: Context): string[] => {
  const { out, language, t } = context;
  if (!move?.to) return [];
  const title = t(`seamless.way.${way}`, { to: positionText(move.to, t) });
  return titled(
    title,
    [
      ...(move.blockedBy
        ? problemLines(move.blockedBy, language, out.colors)
        : [out.colors.green(t('seamless.possible'))]),
      ...(move.checks.length === 0 ? [] : checksTable(move.checks, context)),
      ...riskLines(move, context),
    ],
    context,
  );
};

/** One topic, with everything that its next steps depend on. */
export const topicLines = (detail: Detail, context: Context): string[] => {
  const { out, language, t } = context;
  const { topic, groups, clients, straight, steps } = detail;
  const { kind } = topic.position;
  return [
    out.colors.bold(
      t('seamless.topicHead', {
        topic: topic.topic,
        kind: t(`seamless.topicKind.${kind}`),
        state: stateText(topic, language, t),
      }),
    ),
    ...wrap(topic.stateMeaning[language], out.width),
    ...(isInBatches(detail)
      ? []
      : [
          ...wrap(railText(detail, context), out.width),
          t('seamless.changedAt', { at: momentText(topic.changedAt), left: leftText(topic.dwellMs, t) }),
        ]),
    ...wrap(topic.readiness[language], out.width),
    '',
    ...numbersLines(detail, t),
    ...titled(t('seamless.title.groups'), groups === null ? [UNKNOWN] : groupLines(groups, context), context),
    ...titled(
      t('seamless.title.clients'),
      clients.length === 0 ? [] : clientsTable(clients, context),
      context,
    ),
    ...titled(
      t(isInBatches(detail) ? 'seamless.title.clientsInBatches' : 'seamless.title.straight'),
      straight.length === 0 ? [] : straightTable(straight, context),
      context,
    ),
    ...moveLines('forward', steps.forward, context),
    ...moveLines('back', steps.back, context),
  ];
};

const groupLines = (groups: NonNullable<Detail['groups']>, context: Context): string[] =>
  groups.length === 0 ? [] : groupsTable(groups, context);
