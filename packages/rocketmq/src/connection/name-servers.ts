import { addressText, isCodedError, type SocketAddress } from '@mqferry/core';
import type { RemotingCommand } from '../protocol/command.ts';
import type { FieldSpecs, FieldValues } from '../protocol/fields.ts';
import type { RequestDefinition } from '../protocol/request.ts';
import { GET_BROKER_CLUSTER_INFO, GET_ROUTEINFO_BY_TOPIC } from '../protocol/requests/name-server.ts';
import type { ClusterInfo, TopicRoute } from '../protocol/route-data.ts';
import { type CallOptions, type CallResult, call } from './call.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { connectionErrors } from './errors.ts';
import type { OutgoingRequest, RemotingConnection } from './remoting-connection.ts';

/** What a server says or does that speaks another protocol, or has another role. */
const SPEAKS_OTHERWISE: ReadonlySet<string> = new Set([
  'ROCKETMQ_FRAME_MALFORMED',
  'ROCKETMQ_FRAME_TOO_LARGE',
  'ROCKETMQ_REQUEST_NOT_SUPPORTED',
  'ROCKETMQ_ANSWER_INVALID',
]);

/** Errors after which the next name server is asked: this one cannot be reached, or is none. */
const NEXT_IS_ASKED: ReadonlySet<string> = new Set([
  ...SPEAKS_OTHERWISE,
  'ROCKETMQ_CONNECT_FAILED',
  'ROCKETMQ_NETWORK_NOT_ALLOWED',
  'ROCKETMQ_TLS_FAILED',
  'ROCKETMQ_DISCONNECTED',
  'ROCKETMQ_TIMEOUT',
  'ROCKETMQ_SYSTEM_BUSY',
  'ROCKETMQ_GO_AWAY',
]);

/** A list of name servers, each of which knows the same: one is asked as long as it answers, then the next. */
export class NameServers {
  readonly #pool: ConnectionPool;
  readonly #addresses: readonly string[];
  #current = 0;

  constructor(pool: ConnectionPool, addresses: readonly SocketAddress[]) {
    this.#pool = pool;
    this.#addresses = addresses.map(addressText);
  }

  /** `host:port` of each. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /**
   * Asks the name servers, beginning with the one that answered last. When none can be asked it throws
   * ROCKETMQ_NOT_A_NAME_SERVER if one speaks otherwise, ROCKETMQ_TLS_FAILED, or ROCKETMQ_NAME_SERVERS_UNREACHABLE with the
   * reason of each; and at once what one refuses for another reason.
   */
  call<F extends FieldSpecs, A extends FieldSpecs, B>(
    definition: RequestDefinition<F, A, B>,
    fields: FieldValues<F>,
    options?: CallOptions,
  ): Promise<CallResult<A, B>> {
    return this.#askEach((connection) => call(connection, definition, fields, options));
  }

  /** Passes on a request as it is and gives the answer whatever its code is; throws as `call` does when none can be asked. */
  forward(request: OutgoingRequest): Promise<RemotingCommand> {
    return this.#askEach((connection) => connection.request(request));
  }

  async #askEach<T>(ask: (connection: RemotingConnection) => Promise<T>): Promise<T> {
    const failures: Error[] = [];
    for (let tried = 0; tried < this.#addresses.length; tried += 1) {
      const at = this.#current;
      try {
        return await ask(await this.#pool.get(this.#addresses[at]!));
      } catch (error) {
        if (!isCodedError(error) || !NEXT_IS_ASKED.has(error.code)) throw error;
        failures.push(error);
        // Another call may have gone on to the next one meanwhile.
        if (this.#current === at) this.#current = (at + 1) % this.#addresses.length;
      }
    }
    throw this.#unusable(failures);
  }

  /** Where a topic lies, or undefined when no broker has told them of it. Throws as `call` does. */
  async route(topic: string): Promise<TopicRoute | undefined> {
    return (await this.call(GET_ROUTEINFO_BY_TOPIC, { topic, acceptStandardJsonOnly: true })).body;
  }

  /** The clusters and brokers that are registered. Throws as `call` does. */
  async clusterInfo(): Promise<ClusterInfo> {
    return (await this.call(GET_BROKER_CLUSTER_INFO, {})).body!;
  }

  #unusable(failures: readonly Error[]): Error {
    const reasons = failures.map(({ message }) => message).join(' ');
    const cause = failures.at(-1);
    // There is a server, so addresses and firewalls are not what is wrong.
    const untrusted = failures.find((error) => isCodedError(error, 'ROCKETMQ_TLS_FAILED'));
    if (untrusted) return untrusted;
    const speaksOtherwise = failures.some((error) => isCodedError(error) && SPEAKS_OTHERWISE.has(error.code));
    return speaksOtherwise
      ? connectionErrors.ROCKETMQ_NOT_A_NAME_SERVER({ addresses: this.#addresses.join(';'), reasons }, cause)
      : connectionErrors.ROCKETMQ_NAME_SERVERS_UNREACHABLE({ reasons }, cause);
  }
}
