import type { CommittedOffsets } from '../protocol/bodies/offset-tables.ts';
import { GET_ALL_CONSUMER_OFFSET } from '../protocol/requests/offsets-admin.ts';
import { askBody, type RocketmqAdmin } from './rocketmq-admin.ts';

/** Where every group goes on, at the broker at `host:port`. Throws as `ask` does. */
export const committedOffsets = (admin: RocketmqAdmin, address: string): Promise<CommittedOffsets[]> =>
  askBody(admin, address, GET_ALL_CONSUMER_OFFSET, {});
