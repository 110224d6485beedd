import { parseNameServers } from '../connection/address.ts';
import { type CallOptions, type CallResult, call } from '../connection/call.ts';
import { ConnectionPool } from '../connection/connection-pool.ts';
import { NameServers } from '../connection/name-servers.ts';
import type { ConnectionOptions } from '../connection/remoting-connection.ts';
import type { FieldSpecs, FieldValues } from '../protocol/fields.ts';
import type { RequestDefinition } from '../protocol/request.ts';

/** Through what clusters are asked and changed. */
export interface RocketmqAdmin {
  readonly pool: ConnectionPool;
  readonly nameServers: NameServers;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** A busy broker writes all its topics down before it answers that one was created; an application would not wait so long. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * An admin of the clusters of these name servers: `host:port;host:port`. Requests wait 10 s unless told otherwise.
 * Throws ROCKETMQ_ADDRESS_INVALID.
 */
export const createRocketmqAdmin = (namesrvAddr: string, options: ConnectionOptions = {}): RocketmqAdmin => {
  const addresses = parseNameServers(namesrvAddr);
  const pool = new ConnectionPool({ requestTimeoutMs: REQUEST_TIMEOUT_MS, ...options });
  return { pool, nameServers: new NameServers(pool, addresses), close: () => pool.close() };
};

/** Asks the server at `host:port`. Throws as `call` and `ConnectionPool.get` do. */
export const ask = async <F extends FieldSpecs, A extends FieldSpecs, B>(
  { pool }: RocketmqAdmin,
  address: string,
  definition: RequestDefinition<F, A, B>,
  fields: FieldValues<F>,
  options?: CallOptions,
): Promise<CallResult<A, B>> => call(await pool.get(address), definition, fields, options);

/** The same for a request whose only good outcome has a body. */
export const askBody = async <F extends FieldSpecs, B>(
  admin: RocketmqAdmin,
  address: string,
  definition: RequestDefinition<F, FieldSpecs, B>,
  fields: FieldValues<F>,
  options?: CallOptions,
): Promise<B> => (await ask(admin, address, definition, fields, options)).body as B;
