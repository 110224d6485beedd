import { randomUUID } from 'node:crypto';
import { apiErrors } from '@mqferry/api';
import { isCodedError } from '@mqferry/core';
import type { TableDocument } from '@mqferry/gateway';
import type { Context } from '../context.ts';
import { withLogin } from '../service/connect.ts';
import { findSeamlessTask } from '../service/find.ts';
import type { Login } from '../service/login-file.ts';
import type { GatewayReport } from './gateway-report.ts';

/** Tells the service of a gateway, and gives the table that the service has for it if that is another one. */
export type Report = (report: GatewayReport, signal: AbortSignal) => Promise<TableDocument | null>;

/** Whom a gateway reports to, and as whom. */
export interface ReportOptions {
  readonly login: () => Promise<Login>;
  /** Name or id of the migration. */
  readonly task: string;
  readonly name: string;
}

/** A service that says nothing for so long is away, in milliseconds. */
const SILENT_MS = 5000;

/** Does something that ends when the signal comes, or with API_UNREACHABLE after `SILENT_MS`. */
const inTime = async <T>(
  url: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, SILENT_MS);
  signal.addEventListener('abort', end);
  try {
    signal.throwIfAborted();
    return await work(ending.signal);
  } catch (error) {
    if (signal.aborted || !ending.signal.aborted) throw error;
    throw apiErrors.API_UNREACHABLE({ url, reason: `no answer within ${SILENT_MS / 1000} s` }, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
};

/**
 * Reports to a migration of a service. A report throws CLI_SEAMLESS_TASK_UNKNOWN, API_UNREACHABLE, what `withLogin` throws,
 * and the errors of the service; the next one may go well.
 */
export const reportTo = ({ login, task, name }: ReportOptions, context: Context): Report => {
  let id: string | undefined;
  const instance = randomUUID();
  return async (body, signal) => {
    const known = await login();
    return withLogin(known, context, (client) =>
      inTime(known.url, signal, async (ending) => {
        id ??= (await findSeamlessTask(client, task, ending)).id;
        try {
          const params = { id, gateway: name };
          return (
            await client.reportSeamlessGateway({ params, body: { ...body, instance } }, { signal: ending })
          ).table;
        } catch (error) {
          // Another one may have been made under its name.
          if (isCodedError(error, 'API_NOT_FOUND')) id = undefined;
          throw error;
        }
      }),
    );
  };
};
