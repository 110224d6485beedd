import { pause } from '@mqferry/core';
import { type RoutingTable, type TableDocument, tableOf } from '@mqferry/gateway';
import type { Context } from '../context.ts';
import { type GatewayReport, reportOf } from './gateway-report.ts';
import type { ServiceAccess } from './service-options.ts';
import type { TableSource } from './table-source.ts';
import { toldFailures } from './told-failures.ts';
import { warn } from './warn.ts';

/** How often a gateway reports, in milliseconds. */
const REPORT_EVERY_MS = 1000;

/**
 * A table that the service gives in answer to reports, of which there is never more than one on its way. What it gave last is
 * kept before it is served, so that a gateway that is started anew is not behind what it reported.
 */
export const serviceTable = (
  { report, kept, file, mode, addressAt, port }: ServiceAccess,
  context: Context,
  everyMs = REPORT_EVERY_MS,
): TableSource => {
  const { out, err, t } = context;
  const failures = toldFailures(context);
  let served: RoutingTable | undefined;
  let older: number | undefined;

  /** What the service has instead of what was reported; never throws. */
  const ask = async (told: GatewayReport, signal: AbortSignal): Promise<TableDocument | null> => {
    try {
      const table = await report(told, signal);
      failures.wentWell();
      return table;
    } catch (error) {
      if (!signal.aborted) failures.failed(error);
      return null;
    }
  };

  /** Keeps a table if it is newer, and says so. */
  const take = async (document: TableDocument | null): Promise<boolean> => {
    if (document === null) return false;
    const { revision } = document;
    const before = served?.revision ?? 0;
    if (revision < before && revision !== older) {
      err.print(t('gateway.serviceOlder', { revision, served: before }));
      older = revision;
    }
    if (revision <= before) return false;
    await kept.write(document).catch((error: unknown) => warn(error, context));
    served = tableOf(document);
    return true;
  };

  /** Reports once, and says whether a newer table has come; without one the next report is due when this ends. */
  const round = async (told: GatewayReport, signal: AbortSignal): Promise<boolean> => {
    const due = performance.now() + everyMs;
    if (await take(await ask(told, signal))) return true;
    await pause(Math.max(0, due - performance.now()), signal).catch(() => undefined);
    return false;
  };

  return {
    first: async (signal) => {
      const nobody = { mode, address: addressAt(port), revision: 0, connections: [] };
      served = await kept.read().catch((error: unknown) => {
        warn(error, context);
        return undefined;
      });
      // The service refuses one whose table is of another migration.
      if (served) await take(await ask({ ...nobody, revision: served.revision }, signal));
      else err.print(t('gateway.waits', { file }));
      while (served === undefined && !signal.aborted) await round(nobody, signal);
      return signal.aborted ? undefined : served;
    },
    follow: async (open, signal) => {
      const address = addressAt(open.gateway.address.port);
      while (!signal.aborted) {
        if (!(await round(reportOf(open, address, served!), signal))) continue;
        open.gateway.serve(served!);
        out.print(t('gateway.serves', { revision: served!.revision }));
      }
    },
  };
};
