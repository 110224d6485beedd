import type { Runbook } from '@mqferry/api';
import { nearestNames } from '../arguments/nearest-names.ts';
import { parsePattern } from '../arguments/pattern.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { requireConfirmable } from '../prompts.ts';
import { printJson } from '../render/json.ts';
import { shortId, switchesLines } from '../render/service/switches.ts';
import { type ChangeOptions, carryOut, type OfMigration } from './changes.ts';
import { withService } from './connect.ts';
import { allTopics, find, findMigration, type TrafficSwitch } from './find.ts';
import { serviceErrors } from './service-errors.ts';

export interface SwitchOptions extends ChangeOptions {
  readonly topics: string;
  readonly runbook: Runbook;
  readonly denyWrites?: true;
  readonly splitUnits?: true;
}
export interface OneSwitchOptions extends ChangeOptions {
  readonly switch?: string;
}

/** `mqferry migration switches`. */
export const listSwitches = (
  wanted: string,
  { json }: { readonly json?: true },
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findMigration(client, wanted);
    const switches = await client.listSwitches({ params: { id } });
    if (json) printJson(context, switches);
    else context.out.print(...switchesLines(switches, context));
    return EXIT.OK;
  });

/** `mqferry migration switch`. Throws CLI_SWITCH_NO_TOPIC. */
export const beginSwitch = async (
  wanted: string,
  options: SwitchOptions,
  context: Context,
): Promise<ExitCode> => {
  requireConfirmable(options, context);
  const pattern = parsePattern('--topics', options.topics);
  return withService(context, async (client) => {
    const migration = await findMigration(client, wanted);
    const names = (await allTopics(client, migration.id)).items.map(({ topic }) => topic);
    const topics = names.filter((name) => pattern.test(name));
    if (topics.length === 0) {
      const nearest = nearestNames(options.topics, names).join(', ') || '–';
      throw serviceErrors.CLI_SWITCH_NO_TOPIC({ pattern: options.topics, nearest });
    }
    const change: OfMigration = {
      ...{ operation: 'switch', migrationId: migration.id, topics },
      runbook: options.runbook,
      denyWrites: options.denyWrites ?? false,
      ...(options.splitUnits ? { splitUnits: true } : {}),
    };
    return carryOut(client, change, migration, options, context);
  });
};

/** What each operation on one switch can be done to. */
const STAGES: Readonly<Record<'switchBack' | 'abortSwitch', readonly TrafficSwitch['stage'][]>> = {
  switchBack: ['on-target'],
  abortSwitch: ['stopping', 'returning'],
};

/** The one that is named, or the only one that it can be done to. */
const chosenSwitch = (
  operation: keyof typeof STAGES,
  wanted: string | undefined,
  switches: readonly TrafficSwitch[],
): TrafficSwitch => {
  if (wanted !== undefined) return find(wanted, switches, serviceErrors.CLI_SWITCH_UNKNOWN);
  const possible = switches.filter(({ stage }) => STAGES[operation].includes(stage));
  const [only, ...others] = possible;
  if (!only) throw serviceErrors.CLI_SWITCH_NONE({});
  if (others.length === 0) return only;
  throw serviceErrors.CLI_SWITCH_UNNAMED({ ids: possible.map(({ id }) => shortId(id)).join(', ') });
};

/** `mqferry migration switch-back|abort-switch`. Throws CLI_SWITCH_UNKNOWN, CLI_SWITCH_NONE, CLI_SWITCH_UNNAMED. */
export const changeSwitch = async (
  operation: keyof typeof STAGES,
  wanted: string,
  options: OneSwitchOptions,
  context: Context,
): Promise<ExitCode> => {
  requireConfirmable(options, context);
  return withService(context, async (client) => {
    const migration = await findMigration(client, wanted);
    const switches = await client.listSwitches({ params: { id: migration.id } });
    const { id } = chosenSwitch(operation, options.switch, switches);
    return carryOut(client, { operation, switchId: id }, migration, options, context);
  });
};
