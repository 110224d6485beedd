import type { Client } from '@mqferry/api';
import { pause } from '@mqferry/core';
import { parseCount } from '../arguments/count.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withInterrupts } from '../interrupts.ts';
import { printJson } from '../render/json.ts';
import { readinessLines } from '../render/service/readiness.ts';
import { parseChoice } from './choice.ts';
import { withService } from './connect.ts';
import { allPages, findMigration, type ReadinessView } from './find.ts';

export interface ReadinessOptions {
  readonly scan?: true;
  readonly every?: string;
  readonly verdict?: string;
  readonly json?: true;
}

const OFF = 'off';
const ASK_AGAIN_MS = 500;

/** Asks for a scan, and waits until it has ended. */
const scanned = async (client: Client, id: string, signal: AbortSignal): Promise<void> => {
  let { scanning } = await client.scanReadiness({ params: { id } });
  while (scanning && !signal.aborted) {
    await pause(ASK_AGAIN_MS, signal).catch(() => undefined);
    ({ scanning } = await client.getReadiness({ params: { id }, query: { limit: 1 } }));
  }
};

/** `mqferry migration readiness`: exit code 1 when something is not ready, or not known to be. */
export const showReadiness = async (
  wanted: string,
  { scan, every, verdict: chosen, json }: ReadinessOptions,
  context: Context,
): Promise<ExitCode> => {
  const { world, out } = context;
  const minutes = every === undefined || every === OFF ? null : Number(parseCount('--every', every));
  const verdict =
    chosen === undefined
      ? {}
      : {
          verdict: parseChoice('--verdict', chosen, {
            ...{ ready: true, 'not-ready': true, unknown: true },
          }),
        };
  return withService(context, async (client) => {
    const { id, name } = await findMigration(client, wanted);
    if (every !== undefined)
      await client.scheduleReadiness({ params: { id }, body: { intervalMinutes: minutes } });
    const handlers = { onFirst: () => undefined, onSecond: () => undefined };
    if (scan) await withInterrupts(world, handlers, (signal) => scanned(client, id, signal));
    let whole: ReadinessView | undefined;
    const { items, total } = await allPages(async (page) => {
      whole = await client.getReadiness({ params: { id }, query: { ...verdict, ...page } });
      return whole;
    });
    const view = { ...whole!, items: [...items], total };
    if (json) printJson(context, view);
    else out.print(...readinessLines(view, name, context));
    const { topics, groups } = view;
    const isReady = view.scannedAt !== null && [topics, groups].every((of) => of.notReady + of.unknown === 0);
    return isReady ? EXIT.OK : EXIT.FAILED;
  });
};
