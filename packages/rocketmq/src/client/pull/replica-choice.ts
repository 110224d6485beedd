import type { RemotingConnection } from '../../connection/remoting-connection.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { ClientCore } from '../core/client-core.ts';
import { clientErrors } from '../errors.ts';
import { queueKey } from '../message-queue.ts';
import { type PullAnswer, type PullRequest, pull } from './pull-request.ts';

const MASTER_ID = 0;

/**
 * Pulls from the replica that brokers suggest for each queue: one that lags much behind in reading is sent to a slave, and
 * back when it has caught up (`PullAPIWrapper`).
 */
export class ReplicaChoice {
  readonly #core: ClientCore;
  readonly #suggested = new Map<string, number>();

  constructor(core: ClientCore) {
    this.#core = core;
  }

  /** As `pull`; throws also ROCKETMQ_BROKER_UNKNOWN. `timeoutMs` comes on top of the broker's own wait. */
  async pull(request: PullRequest, timeoutMs: number): Promise<PullAnswer> {
    try {
      const connection = await this.#connect(request.queue);
      const answer = await pull(connection, request, request.waitMs + timeoutMs);
      this.#suggested.set(queueKey(request.queue), answer.suggestedBrokerId);
      return answer;
    } catch (error) {
      // A slave that is away does not keep a reader from the master.
      this.forget(request.queue);
      throw error;
    }
  }

  /** Forgets what was suggested for a queue. */
  forget(queue: MessageQueue): void {
    this.#suggested.delete(queueKey(queue));
  }

  async #connect(queue: MessageQueue): Promise<RemotingConnection> {
    const { routes } = this.#core;
    const { topic, brokerName } = queue;
    const wanted = this.#suggested.get(queueKey(queue)) ?? MASTER_ID;
    if (routes.replica(brokerName, wanted) === undefined) await routes.refresh(topic);
    const address = routes.replica(brokerName, wanted);
    if (address === undefined) throw clientErrors.ROCKETMQ_BROKER_UNKNOWN({ topic, brokerName });
    return this.#core.readyConnection(address) ?? this.#core.connect(address);
  }
}
