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
    const { connection, brokerId } = await this.#connect(request.queue);
    // Slaves store no offsets.
    const asked = brokerId === MASTER_ID ? request : { ...request, commitOffset: undefined };
    const answer = await pull(connection, asked, request.waitMs + timeoutMs);
    if (answer.suggestedBrokerId !== brokerId) {
      this.#suggested.set(queueKey(request.queue), answer.suggestedBrokerId);
    }
    return answer;
  }

  /** Forgets what was suggested for a queue. */
  forget(queue: MessageQueue): void {
    this.#suggested.delete(queueKey(queue));
  }

  async #connect(queue: MessageQueue): Promise<{ connection: RemotingConnection; brokerId: number }> {
    const { routes } = this.#core;
    const wanted = this.#suggested.get(queueKey(queue)) ?? MASTER_ID;
    if (routes.replica(queue.brokerName, wanted) === undefined) await routes.refresh(queue.topic);
    const replica = routes.replica(queue.brokerName, wanted);
    if (replica === undefined) throw clientErrors.ROCKETMQ_BROKER_UNKNOWN(queueNames(queue));
    const { address, brokerId } = replica;
    return {
      connection: this.#core.readyConnection(address) ?? (await this.#core.connect(address)),
      brokerId,
    };
  }
}

const queueNames = ({ topic, brokerName }: MessageQueue) => ({ topic, brokerName });
