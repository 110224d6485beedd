import type { RemotingCommand } from '@mqferry/rocketmq';
import { type Heartbeat, readHeartbeat } from '../clients/heartbeat.ts';
import type { Side } from '../routing-table.ts';
import type { FrameHead } from './frame-head.ts';
import type { Write } from './write-fence.ts';

/** A connection of a client to the port of one broker. */
export interface ClientLinkInfo {
  /** Unlike that of any other connection since the gateway began. */
  readonly id: number;
  readonly side: Side;
  /** `host:port` of the real broker. */
  readonly broker: string;
  /** `host:port` of the client. */
  readonly client: string;
}

/** What a connection tells of its client. */
export type ClientSeen = { readonly link: ClientLinkInfo } & (
  | {
      readonly kind: 'heartbeat';
      readonly language: string;
      /** The release, see `releaseName`. */
      readonly version: number;
      readonly heartbeat: Heartbeat;
    }
  /** It takes leave of groups, as a client does whose producer or consumer is shut down. */
  | {
      readonly kind: 'leaves';
      readonly clientId: string | undefined;
      readonly producerGroup: string | undefined;
      readonly consumerGroup: string | undefined;
    }
  /** The first write of a topic by a group on this connection, whether it is let through or not. */
  | { readonly kind: 'writes'; readonly topic: string; readonly group: string | undefined }
  /** The connection has ended. */
  | { readonly kind: 'gone' }
);

export type OnClientSeen = (seen: ClientSeen) => void;

const UNREGISTER_CLIENT = 35;
/** Topics and groups that one connection is told of with; an application writes some hundred at most. */
const MOST_WRITES = 10_000;

/** Tells what is seen on one connection. */
export class LinkObserver {
  readonly #link: ClientLinkInfo;
  readonly #onSeen: OnClientSeen;
  readonly #written = new Set<string>();

  constructor(link: ClientLinkInfo, onSeen: OnClientSeen) {
    this.#link = link;
    this.#onSeen = onSeen;
  }

  /** By the header of a request, and what it writes. */
  request(head: FrameHead, write: Write | undefined): void {
    const link = this.#link;
    if (write !== undefined) {
      const key = `${write.topic} ${write.group ?? ''}`;
      if (this.#written.has(key) || this.#written.size >= MOST_WRITES) return;
      this.#written.add(key);
      this.#onSeen({ kind: 'writes', link, ...write });
    } else if (head.code === UNREGISTER_CLIENT) {
      const { clientID: clientId, producerGroup, consumerGroup } = head.command().fields;
      this.#onSeen({ kind: 'leaves', link, clientId, producerGroup, consumerGroup });
    }
  }

  /** By a whole heartbeat; one that cannot be read is the broker's to refuse. */
  heartbeat({ language, version, body }: RemotingCommand): void {
    let heartbeat: Heartbeat;
    try {
      heartbeat = readHeartbeat(body);
    } catch {
      return;
    }
    this.#onSeen({ kind: 'heartbeat', link: this.#link, language, version, heartbeat });
  }

  gone(): void {
    this.#onSeen({ kind: 'gone', link: this.#link });
  }
}
