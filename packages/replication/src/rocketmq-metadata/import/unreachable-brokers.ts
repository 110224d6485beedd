import type { CodedError } from '@mqferry/core';

/** So many failures in a row, and a broker is not asked any more: each would take as long as the first. */
const ENOUGH = 3;

const OF_CONNECTION = /^ROCKETMQ_(?:CONNECT_FAILED|DISCONNECTED|TIMEOUT|TLS_FAILED)$/;

/** Brokers that stopped answering while an import runs. */
export class UnreachableBrokers {
  readonly #failures = new Map<string, { count: number; error: CodedError }>();

  failed(broker: string, error: CodedError): void {
    if (!OF_CONNECTION.test(error.code)) return;
    const count = (this.#failures.get(broker)?.count ?? 0) + 1;
    this.#failures.set(broker, { count, error });
  }

  answered(broker: string): void {
    this.#failures.delete(broker);
  }

  /** Why a broker is not asked any more; undefined while it is. */
  reasonOf(broker: string): CodedError | undefined {
    const known = this.#failures.get(broker);
    return known && known.count >= ENOUGH ? known.error : undefined;
  }
}
