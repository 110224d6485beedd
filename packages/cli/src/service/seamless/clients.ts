import type { Context } from '../../context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { printJson } from '../../render/json.ts';
import { clientsLines } from '../../render/service/seamless/clients.ts';
import { groupsLines } from '../../render/service/seamless/groups.ts';
import { withService } from '../connect.ts';
import { allPages, findSeamlessTask } from '../find.ts';

interface ListOptions {
  readonly search?: string;
  readonly json?: true;
}
export interface ListClientsOptions extends ListOptions {
  readonly straight?: true;
}
export interface ListGroupsOptions extends ListOptions {
  readonly notMoved?: true;
}

const searchOf = ({ search }: ListOptions) => (search === undefined ? {} : { search });

/** `mqferry rocketmq migration clients`: those at gateways, or those that go straight to a cluster. */
export const listClients = (
  wanted: string,
  options: ListClientsOptions,
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id, mode } = await findSeamlessTask(client, wanted);
    // In batches all go straight to a cluster.
    const isStraight = options.straight === true || mode === 'batches';
    const query = { ...searchOf(options), through: isStraight ? 'straight' : 'gateway' } as const;
    const clients = await allPages((page) =>
      client.listSeamlessClients({ params: { id }, query: { ...query, ...page } }),
    );
    if (options.json) printJson(context, clients);
    else context.out.print(...clientsLines(clients.items, context));
    return EXIT.OK;
  });

/** `mqferry rocketmq migration groups`. */
export const listGroups = (wanted: string, options: ListGroupsOptions, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id, mode } = await findSeamlessTask(client, wanted);
    const query = { ...searchOf(options), ...(options.notMoved ? { notMoved: true } : {}) };
    const groups = await allPages((page) =>
      client.listSeamlessGroups({ params: { id }, query: { ...query, ...page } }),
    );
    if (options.json) printJson(context, groups);
    else context.out.print(...groupsLines(groups.items, mode, context));
    return EXIT.OK;
  });
