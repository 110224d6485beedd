import { errorOf, type Problem, type Told } from '@mqferry/api';
import { pause } from '@mqferry/core';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import { momentText } from '../render/service/moment.ts';
import { allPages, type Page } from './find.ts';

/** What could not be read of a part. */
export interface PartProblem {
  readonly part: string;
  readonly side?: 'source' | 'target';
  readonly problem: Problem;
}

/** A page of a list of what clusters are made of. */
export interface Seen<Item> {
  readonly asOf: string | null;
  readonly problems: readonly PartProblem[];
  /** What is missing for another reason. */
  readonly warnings?: readonly Told[];
  readonly items: readonly Item[];
  /** Null: not known. */
  readonly total: number | null;
}

/** Which part of a list. */
export type PageQuery = { readonly offset: number; readonly limit: number };

const READ_EVERY_MS = 500;
const NOT_READ_YET = 'INVENTORY_NOT_READ_YET';

/** What the service is only just reading is waited for. Throws why it cannot be read. */
const known = async <T extends Seen<unknown>>(
  ask: (page: PageQuery) => Promise<T>,
  page: PageQuery,
): Promise<T & { readonly total: number }> => {
  for (;;) {
    const told = await ask(page);
    if (told.total !== null) return { ...told, total: told.total };
    const failed = told.problems.find(({ problem }) => problem.code !== NOT_READ_YET);
    if (failed) throw errorOf(failed.problem, 503);
    await pause(READ_EVERY_MS, undefined);
  }
};

/** The whole of a list of what clusters are made of, with what is said of it. Throws why it cannot be read. */
export const wholeList = async <Item, T extends Seen<Item>>(
  ask: (page: PageQuery) => Promise<T>,
): Promise<T & { readonly total: number }> => {
  let first: (T & { readonly total: number }) | undefined;
  const { items, total } = await allPages<Item>(async (page) => {
    const told = await known(ask, page);
    first ??= told;
    return told as Page<Item>;
  });
  return { ...first!, items, total };
};

/** Says what could not be read. */
export const warn = (problems: readonly PartProblem[], { err, language, t }: Context): void => {
  for (const { part, side, problem } of problems) {
    if (problem.code === NOT_READ_YET) continue;
    const reason = problem.message[language];
    err.print(
      side
        ? t('meta.partlyAt', { side: t(`meta.${side}`), part, reason })
        : t('meta.partly', { part, reason }),
    );
  }
};

/** Shows the whole of a list, with what is said of it. */
export const showList = async <Item, T extends Seen<Item>>(
  ask: (page: PageQuery) => Promise<T>,
  lines: (items: readonly Item[], context: Context) => string[],
  json: true | undefined,
  context: Context,
): Promise<ExitCode> => {
  const list = await wholeList<Item, T>(ask);
  if (json) printJson(context, list);
  else {
    warn(list.problems, context);
    for (const { message } of list.warnings ?? [])
      context.err.print(context.t('warning.head', { text: message[context.language] }));
    context.out.print(
      ...(list.items.length === 0 ? [context.t('meta.none')] : lines(list.items, context)),
      context.out.colors.dim(context.t('meta.asOf', { time: momentText(list.asOf) })),
    );
  }
  return EXIT.OK;
};
