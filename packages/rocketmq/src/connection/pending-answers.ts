import type { RemotingCommand } from '../protocol/command.ts';
import { connectionErrors } from './errors.ts';

interface Pending {
  readonly request: string;
  readonly ms: number;
  readonly deadline: number;
  readonly resolve: (answer: RemotingCommand) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Who waits for which answer of a connection. One timer serves them all: it is set for the earliest deadline and, when it
 * goes off too early because that answer has come, set anew, so that most requests need none of their own.
 */
export class PendingAnswers {
  readonly #peer: string;
  readonly #byOpaque = new Map<number, Pending>();
  #timer: NodeJS.Timeout | undefined;
  #wakesAt = Number.POSITIVE_INFINITY;

  constructor(peer: string) {
    this.#peer = peer;
  }

  /** The answer with this number. Rejects with ROCKETMQ_TIMEOUT after `ms` milliseconds. */
  add(opaque: number, request: string, ms: number): Promise<RemotingCommand> {
    const deadline = performance.now() + ms;
    const answer = new Promise<RemotingCommand>((resolve, reject) => {
      this.#byOpaque.set(opaque, { request, ms, deadline, resolve, reject });
    });
    this.#wakeAt(deadline);
    return answer;
  }

  /** Hands an answer to whoever waits for it; one that nobody waits for any more is dropped. */
  settle(answer: RemotingCommand): void {
    const pending = this.#byOpaque.get(answer.opaque);
    this.#byOpaque.delete(answer.opaque);
    pending?.resolve(answer);
  }

  /** Nothing more comes. */
  fail(error: Error): void {
    clearTimeout(this.#timer);
    for (const { reject } of this.#byOpaque.values()) reject(error);
    this.#byOpaque.clear();
  }

  #wakeAt(deadline: number): void {
    if (deadline >= this.#wakesAt) return;
    clearTimeout(this.#timer);
    this.#wakesAt = deadline;
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, Math.ceil(deadline - performance.now())));
  }

  #wake(): void {
    this.#wakesAt = Number.POSITIVE_INFINITY;
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [opaque, { request, ms, deadline, reject }] of this.#byOpaque) {
      if (deadline > now) {
        next = Math.min(next, deadline);
        continue;
      }
      this.#byOpaque.delete(opaque);
      reject(connectionErrors.ROCKETMQ_TIMEOUT({ broker: this.#peer, request, ms }));
    }
    if (next < Number.POSITIVE_INFINITY) this.#wakeAt(next);
  }
}
