import { encodeFrame, type RemotingCommand } from '@mqferry/rocketmq';
import type { BrokerNames } from '../both-sides/broker-names.ts';
import type { JoinedRequest, Question } from '../both-sides/joined-answers.ts';
import type { ClientLinkInfo, OnClientSeen } from './client-seen.ts';
import type { HeldWrites } from './held-writes.ts';
import type { OtherSide } from './other-side.ts';
import type { SecretKeys } from './sign-again.ts';
import type { Traffic, TrafficCounters } from './traffic.ts';
import type { WriteFence } from './write-fence.ts';

/** What all connections have in common. */
export interface LinkWorld {
  readonly fence: WriteFence;
  /** Of the target; undefined when none of its brokers is shown under another name. */
  readonly names: () => BrokerNames | undefined;
  readonly secretKeyOf: SecretKeys;
  readonly traffic: TrafficCounters;
  readonly held: HeldWrites;
  readonly otherSide: OtherSide;
  readonly onClientSeen: OnClientSeen;
  readonly maxFrameBytes: number;
}

/** A request of the client whose answer is looked at. */
export interface Awaited {
  readonly code: number;
  readonly traffic: Traffic | undefined;
  readonly joined: { readonly request: JoinedRequest; readonly question: Question } | undefined;
}

/** What one connection knows, for both of its directions. */
export interface LinkState {
  readonly info: ClientLinkInfo;
  readonly world: LinkWorld;
  /** By the number that the client gave it. */
  readonly awaited: Recent<Awaited>;
  /** Codes of what the broker asks the client, by the number that the broker gave it. */
  readonly calls: Recent<number>;
  readonly toBroker: (bytes: Buffer) => void;
  readonly toClient: (bytes: Buffer) => void;
}

/** Without an answer, something is forgotten when so many came after it. */
const MOST = 65_536;

/** What waits for its answer on one connection, by number. */
export class Recent<T> {
  readonly #items = new Map<number, T>();

  set(number: number, item: T): void {
    this.#items.delete(number);
    this.#items.set(number, item);
    if (this.#items.size <= MOST) return;
    const [oldest] = this.#items.keys();
    this.#items.delete(oldest!);
  }

  /** Gives what waits, and forgets it. */
  take(number: number): T | undefined {
    const item = this.#items.get(number);
    if (item !== undefined) this.#items.delete(number);
    return item;
  }
}

const SIZE_BYTES = 4;

/** A frame without the size before it, as it is decoded. */
export const withoutSize = (frame: Buffer): Buffer => frame.subarray(SIZE_BYTES);

/** The bytes of a command, with their size. */
export const frameOf = (command: RemotingCommand): Buffer => Buffer.concat(encodeFrame(command));
