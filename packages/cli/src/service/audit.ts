import { parseCount } from '../arguments/count.ts';
import { parseTimes } from '../arguments/times.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import { auditLines } from '../render/service/audit.ts';
import { withService } from './connect.ts';
import { allPages } from './find.ts';

export interface AuditOptions {
  readonly since?: string;
  readonly until?: string;
  readonly who?: string;
  readonly action?: string;
  readonly limit?: string;
  readonly json?: true;
}

const DEFAULT_LIMIT = 50;

/** How many entries of a list are wanted. Throws CLI_COUNT_INVALID. */
export const limitOf = ({ limit }: { readonly limit?: string }): number =>
  limit === undefined ? DEFAULT_LIMIT : Math.max(1, Number(parseCount('--limit', limit)));

const momentOf = (time: bigint): string => new Date(Number(time)).toISOString();

/** `mqferry audit`. */
export const showAudit = async (options: AuditOptions, context: Context): Promise<ExitCode> => {
  const { out, t } = context;
  const { since, until } = parseTimes(options);
  const chosen = {
    ...(options.who === undefined ? {} : { who: options.who }),
    ...(options.action === undefined ? {} : { action: options.action }),
    ...(since === undefined ? {} : { since: momentOf(since) }),
    ...(until === undefined ? {} : { until: momentOf(until) }),
  };
  const limit = limitOf(options);
  return withService(context, async (client) => {
    const entries = await allPages((page) => client.listAudit({ query: { ...chosen, ...page } }), limit);
    if (options.json) printJson(context, entries);
    else out.print(...auditLines(entries, t, out));
    return EXIT.OK;
  });
};
