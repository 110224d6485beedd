import { Signal } from '@mqferry/core';
import { demoErrors } from './demo-errors.ts';
import { Ledger, type Side } from './ledger.ts';
import { GROUP, LIVE_RATE, LIVE_TOPIC } from './scene.ts';
import { type ClientLine, VerifiableClient } from './verifiable-client.ts';

const LIMIT_MS = 90_000;
const KEYS = 1_000;

/** The live producer and the live consumer, on whichever cluster they are, and the books kept on what they do. */
export class Traffic {
  readonly ledger = new Ledger();
  readonly #signal: AbortSignal;
  readonly #changed = new Signal();
  readonly #clients = new Set<VerifiableClient>();
  readonly #committed = new Map<number, bigint>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#changed.notify());
  }

  /** Starts the producer; its records are numbered `run.0`, `run.1`, …; they are safe on all in-sync replicas. */
  startProducer(bootstrap: string, run: number): Promise<VerifiableClient> {
    const args = [
      ...['--bootstrap-server', bootstrap, '--topic', LIVE_TOPIC.name, '--acks', '-1'],
      ...['--throughput', String(LIVE_RATE), '--value-prefix', String(run), '--repeating-keys', String(KEYS)],
    ];
    return this.#start('VerifiableProducer', args, (line) => {
      const { name, partition, offset, value } = line;
      if (name === 'producer_send_success') {
        this.ledger.acknowledged({ partition, offset: BigInt(offset), value });
      } else if (name === 'producer_send_error') refuse('VerifiableProducer', line);
    });
  }

  /**
   * Starts the consumer of the group. On the target it gets no rule for where to begin without a committed offset, so
   * that it can only begin where the group's offsets say.
   */
  startConsumer(bootstrap: string, side: Side): Promise<VerifiableClient> {
    this.#committed.clear();
    const args = [
      ...['--bootstrap-server', bootstrap, '--topic', LIVE_TOPIC.name, '--group-id', GROUP, '--verbose'],
      ...['--reset-policy', side === 'source' ? 'earliest' : 'none'],
    ];
    return this.#start('VerifiableConsumer', args, (line) => {
      const { name, partition, offset, value, timestamp } = line;
      if (name === 'record_data') {
        this.ledger.read(side, { partition, offset: BigInt(offset), value }, timestamp);
      } else if (name === 'offsets_committed') {
        if (!line.success) refuse('VerifiableConsumer', line);
        for (const item of line.offsets) this.#committed.set(item.partition, BigInt(item.offset));
      }
    });
  }

  /** What the present consumer has committed last in a partition. */
  committed(partition: number): bigint | undefined {
    return this.#committed.get(partition);
  }

  /**
   * Resolves once `reached` is true; it is asked again after whatever a client says.
   * Throws what went wrong with a client, DEMO_TOO_SLOW, or the signal's reason.
   */
  async until(reached: () => boolean): Promise<void> {
    const deadline = performance.now() + LIMIT_MS;
    for (;;) {
      this.#signal.throwIfAborted();
      const failed = [...this.#clients].find(({ failure }) => failure);
      if (failed) throw failed.failure;
      if (reached()) return;
      const left = deadline - performance.now();
      if (left <= 0) throw demoErrors.DEMO_TOO_SLOW({ seconds: LIMIT_MS / 1000 });
      await this.#changed.wait(left);
    }
  }

  /** Ends a client; throws when it failed before. */
  async end(client: VerifiableClient): Promise<void> {
    await client.stop();
    this.#clients.delete(client);
    if (client.failure) throw client.failure;
  }

  /** Ends whoever still runs. */
  async stop(): Promise<void> {
    await Promise.all([...this.#clients].map((client) => client.stop()));
  }

  async #start(
    program: 'VerifiableProducer' | 'VerifiableConsumer',
    args: readonly string[],
    onLine: (line: ClientLine) => void,
  ): Promise<VerifiableClient> {
    const client = await VerifiableClient.start(program, args, onLine, () => this.#changed.notify());
    this.#clients.add(client);
    return client;
  }
}

const refuse = (client: string, line: ClientLine): never => {
  throw demoErrors.DEMO_CLIENT_REFUSED({ client, line: JSON.stringify(line) });
};
