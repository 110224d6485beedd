import type { Client } from '@mqferry/api';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-codes.ts';
import { rocketmqGroupTable, rocketmqTopicTable } from '../render/service/rocketmq-inventory.ts';
import { showList } from './seen-list.ts';

interface ListOptions {
  readonly search?: string;
  readonly namespace?: string;
  readonly json?: true;
}

const searched = ({ search, namespace }: ListOptions) => ({
  ...(search === undefined ? {} : { search }),
  ...(namespace === undefined ? {} : { namespace }),
});

/** `mqferry meta topics` of a cluster of RocketMQ. */
export const listRocketmqTopics = (
  client: Client,
  id: string,
  options: ListOptions,
  context: Context,
): Promise<ExitCode> =>
  showList(
    (page) => client.listRocketmqTopics({ params: { id }, query: { ...page, ...searched(options) } }),
    rocketmqTopicTable,
    options.json,
    context,
  );

/** `mqferry meta groups` of a cluster of RocketMQ. */
export const listRocketmqGroups = (
  client: Client,
  id: string,
  options: ListOptions,
  context: Context,
): Promise<ExitCode> =>
  showList(
    (page) => client.listRocketmqGroups({ params: { id }, query: { ...page, ...searched(options) } }),
    rocketmqGroupTable,
    options.json,
    context,
  );
