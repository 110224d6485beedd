import type { RequestDefinition } from '../../src/protocol/request.ts';
import * as acl from '../../src/protocol/requests/acl.ts';
import * as brokerConfig from '../../src/protocol/requests/broker-config.ts';
import * as cluster from '../../src/protocol/requests/cluster.ts';
import * as connections from '../../src/protocol/requests/connections.ts';
import * as consumer from '../../src/protocol/requests/consumer.ts';
import * as groups from '../../src/protocol/requests/groups.ts';
import * as heartbeat from '../../src/protocol/requests/heartbeat.ts';
import * as messages from '../../src/protocol/requests/messages.ts';
import * as nameServer from '../../src/protocol/requests/name-server.ts';
import * as offsetsAdmin from '../../src/protocol/requests/offsets-admin.ts';
import * as queries from '../../src/protocol/requests/queries.ts';
import * as topics from '../../src/protocol/requests/topics.ts';
import * as transactions from '../../src/protocol/requests/transactions.ts';

const TABLES = [
  ...[acl, brokerConfig, cluster, connections, consumer, groups, heartbeat],
  ...[messages, nameServer, offsetsAdmin, queries, topics, transactions],
];

const isRequest = (value: unknown): value is RequestDefinition =>
  typeof value === 'object' && value !== null && 'code' in value && 'outcomes' in value;

/** Every request that is declared. */
export const allRequests = (): RequestDefinition[] =>
  TABLES.flatMap((table) => Object.values(table).filter(isRequest));
