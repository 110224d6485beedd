import type { Context } from '../../../context.ts';
import type { CheckId, SeamlessMove, SeamlessStepPlan } from '../../../service/seamless/views.ts';
import { namesText } from '../../names.ts';
import { grouped } from '../../numbers.ts';
import { wrap } from '../../width.ts';
import { problemLines } from '../problem.ts';
import { positionText } from './parts.ts';

const namesOf = (moves: readonly SeamlessMove[]): string[] => moves.map(({ topic }) => topic);

const groupedBy = (
  moves: readonly SeamlessMove[],
  key: (move: SeamlessMove) => string,
): (readonly SeamlessMove[])[] => [...Map.groupBy(moves, key).values()];

const moveLines = (moves: readonly SeamlessMove[], { t }: Context): string[] => {
  const wayOf = ({ from, to }: SeamlessMove) => `${positionText(from, t)} → ${positionText(to, t)}`;
  return groupedBy(moves, wayOf).map((same) =>
    t('seamless.moves', {
      ...{ count: grouped(same.length), way: wayOf(same[0]!) },
      topics: namesText(namesOf(same), t),
    }),
  );
};

const presetLines = (moves: readonly SeamlessMove[], { t, out }: Context): string[] =>
  moves
    .filter(({ presets }) => presets.length > 0)
    .flatMap(({ topic, presets }) =>
      wrap(t('seamless.presets', { topic, groups: namesText(presets, t) }), out.width),
    );

/** What is risked by going without a check; it may be another thing for each topic. */
const riskLines = (moves: readonly SeamlessMove[], { t, out, language }: Context): string[] => {
  const risks = moves.flatMap(({ topic, checks, forced }) =>
    checks
      .filter(({ id }) => forced.includes(id))
      .map(({ id, risk }) => ({ topic, id, risk: risk?.[language] ?? '' })),
  );
  return [...Map.groupBy(risks, ({ id, risk }) => `${id} ${risk}`).values()].flatMap((same) => {
    const { id: check, risk } = same[0]!;
    const topics = namesText(
      same.map(({ topic }) => topic),
      t,
    );
    return wrap(t('seamless.risk', { check, topics, risk }), out.width).map(out.colors.yellow);
  });
};

/** The checks in the way of a topic that it could go without. */
const forcible = ({ checks, forced }: SeamlessMove): CheckId[] =>
  checks
    .filter(({ id, verdict, risk }) => verdict !== 'pass' && risk !== null && !forced.includes(id))
    .map(({ id }) => id);

const blockedLines = (moves: readonly SeamlessMove[], { t, out, language }: Context): string[] =>
  groupedBy(moves, ({ blockedBy }) => `${blockedBy!.code} ${blockedBy!.message.en}`).flatMap((same) => {
    const checks = [...new Set(same.flatMap(forcible))];
    return [
      `  ${namesText(namesOf(same), t)}:`,
      ...problemLines(same[0]!.blockedBy!, language, out.colors).map((line) => `    ${line}`),
      ...(checks.length === 0 ? [] : [`    ${t('seamless.forcible', { checks: checks.join(', ') })}`]),
    ];
  });

/** What a step would do now: who moves and how, what is risked, and who is blocked and why. */
export const stepPlanLines = ({ topics }: SeamlessStepPlan, name: string, context: Context): string[] => {
  const { t, out } = context;
  const free = topics.filter(({ blockedBy }) => blockedBy === null);
  const blocked = topics.filter(({ blockedBy }) => blockedBy !== null);
  return [
    ...(free.length === 0 ? [t('seamless.movesNothing', { name })] : [t('change.steps')]),
    ...moveLines(free, context).map((line) => `  ${line}`),
    ...presetLines(free, context),
    ...riskLines(free, context),
    ...(blocked.length === 0
      ? []
      : ['', out.colors.bold(t('seamless.blocked', { count: grouped(blocked.length) }))]),
    ...blockedLines(blocked, context),
  ];
};
