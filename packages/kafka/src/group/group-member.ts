import { backoffDelay, codedErrorIn, pause, Signal } from '@mqferry/core';
import type { BrokerConnection } from '../client/broker-connection.ts';
import { brokerError, brokerErrorName } from '../client/broker-error.ts';
import { clientErrors } from '../client/errors.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import type { KafkaError } from '../protocol/kafka-error.ts';
import {
  heartbeat,
  joinGroup,
  leaveGroup,
  type MemberMetadata,
  type Membership,
  syncGroup,
} from './group-requests.ts';
import { type Moment, now } from './lease-deadline.ts';
import { type LeaseTimes, MemberLease } from './member-lease.ts';

/** A member, and what becomes of its membership; times in milliseconds. */
export interface GroupMemberOptions extends LeaseTimes {
  readonly client: KafkaClient;
  readonly groupId: string;
  /** What kind of group it is; all members must agree. */
  readonly protocolType: string;
  readonly protocolName: string;
  readonly heartbeatMs: number;
  /** What the leader is told of this member; asked before each join. */
  readonly metadata: () => Buffer;
  /** As leader: what each member is told, by member id. */
  readonly assign: (members: readonly MemberMetadata[]) => ReadonlyMap<string, Buffer>;
  /** This member's assignment of a new generation. */
  readonly onAssigned: (assignment: Buffer) => void;
  /** The coordinator took it out of the group, with all that it had. It joins again as a new one. */
  readonly onLost: () => void;
}

const LEAVE_MS = 2_000;
/** A coordinator that does not answer for so long may have moved. */
const LONGEST_BEAT_MS = 10_000;

/** After these the coordinator does not know the member any more, or has gone on without it. */
const OUT = new Set(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID']);

/**
 * A member of a group of the classic protocol (KIP-62). Between generations it keeps what it has: what has to be given
 * up is for `metadata` and `assign` to agree on (as in KIP-429). Heartbeats go on while it joins, over a connection of
 * their own, because a broker answers nothing else on one where a JoinGroup waits.
 */
export class GroupMember {
  readonly lease: MemberLease;
  readonly #options: GroupMemberOptions;
  readonly #woken = new Signal();
  #memberId = '';
  #generationId = -1;
  #state: 'joining' | 'syncing' | 'stable' = 'joining';
  #mustJoin = false;
  #joiningOver: BrokerConnection | undefined;
  #failure: unknown;

  constructor(options: GroupMemberOptions) {
    this.#options = options;
    this.lease = new MemberLease(options);
  }

  /** Makes all members join a new generation soon, so that changed metadata counts. */
  rejoin(): void {
    this.#mustJoin = true;
    this.#woken.notify();
  }

  /**
   * Takes part until `signal` aborts, then leaves. Rejects with what will not pass, such as a missing right on the
   * group (GROUP_AUTHORIZATION_FAILED).
   */
  async run(signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const until = AbortSignal.any([signal, ended.signal]);
    const wake = () => {
      this.#joiningOver?.close(clientErrors.KAFKA_CLOSED({}));
      this.#woken.notify();
    };
    until.addEventListener('abort', wake);
    const beating = this.#beat(until).catch((error) => {
      this.#failure ??= error;
      wake();
    });
    try {
      await this.#takePart(until);
    } finally {
      ended.abort();
      await beating;
      until.removeEventListener('abort', wake);
      await this.#leave();
    }
  }

  async #takePart(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      if (this.#failure !== undefined) throw this.#failure;
      try {
        await this.#enter();
        failures = 0;
        while (!this.#mustJoin && !signal.aborted && this.#failure === undefined) await this.#woken.wait();
      } catch (error) {
        if (signal.aborted) return;
        const name = brokerErrorName(error);
        if (name === 'REBALANCE_IN_PROGRESS') continue;
        if (OUT.has(name ?? '')) this.#lose();
        else if (!codedErrorIn(error)?.retriable) throw this.#failure ?? error;
        failures += 1;
        await pause(backoffDelay(failures), signal).catch(() => {});
      }
    }
  }

  /** Becomes part of the next generation, and learns its assignment. */
  async #enter(): Promise<void> {
    const { client, groupId, assign, metadata, onAssigned, ...options } = this.#options;
    this.#state = 'joining';
    this.#mustJoin = false;
    const connection = await client.route({ group: groupId }, `join ${groupId}`);
    this.#joiningOver = connection;
    try {
      const joinedFrom = now();
      const onMemberId = (memberId: string) => {
        this.#memberId = memberId;
      };
      const request = { ...options, ...this.#membership(), metadata: metadata(), onMemberId };
      const { members, ...joined } = await joinGroup(connection, request);
      this.#generationId = joined.generationId;
      this.#state = 'syncing';
      this.lease.confirm(joinedFrom);
      const syncedFrom = now();
      const assignment = await syncGroup(connection, joined, members ? assign(members) : new Map(), options);
      this.#state = 'stable';
      this.lease.confirm(syncedFrom);
      onAssigned(assignment);
    } finally {
      this.#joiningOver = undefined;
    }
  }

  async #beat(signal: AbortSignal): Promise<void> {
    const { client, groupId, heartbeatMs, sessionTimeoutMs } = this.#options;
    let connection: BrokerConnection | undefined;
    while (!signal.aborted) {
      await pause(heartbeatMs, signal).catch(() => {});
      if (signal.aborted) return;
      try {
        // While it joins, an answer may never come from a coordinator that is none any more.
        if (!connection?.isOpen || this.#joiningOver) {
          connection = await client.route({ group: groupId }, `heartbeat ${groupId}`);
          this.#leaveFormerCoordinator(connection);
        }
        if (this.#generationId < 0) continue;
        const sent = { ...this.#membership(), at: now() };
        const error = await heartbeat(connection, sent, Math.min(sessionTimeoutMs / 3, LONGEST_BEAT_MS));
        const isCurrent = sent.memberId === this.#memberId && sent.generationId === this.#generationId;
        if (isCurrent && this.#heed(error, sent.at)) connection = undefined;
      } catch (error) {
        if (signal.aborted) return;
        if (!codedErrorIn(error)?.retriable) throw error;
        connection = undefined;
      }
    }
  }

  /** Takes in the answer to a heartbeat; gives whether the coordinator has to be looked for. */
  #heed(error: KafkaError | undefined, sentAt: Moment): boolean {
    if (error === undefined) this.lease.confirm(sentAt);
    else if (error.name === 'REBALANCE_IN_PROGRESS') {
      // In the synchronisation of a new generation old coordinators say so too, without prolonging the session.
      if (this.#state !== 'syncing') this.lease.confirmWhileRebalancing(sentAt);
      if (this.#state === 'stable') this.rejoin();
    } else if (OUT.has(error.name)) {
      // While it joins, its generation may be over because the next one has begun: the answer to the join tells.
      if (this.#state !== 'stable' && error.name === 'ILLEGAL_GENERATION') return false;
      this.#lose();
      this.#stopWaiting('the member is out of the group');
      this.rejoin();
    } else {
      if (!error.retriable) throw brokerError('Heartbeat', this.#options.groupId, error.code);
      return true;
    }
    return false;
  }

  #leaveFormerCoordinator({ broker }: BrokerConnection): void {
    if (this.#joiningOver?.broker !== broker) this.#stopWaiting('it coordinates no more');
  }

  /** Gives up a join that may never be answered; it is tried again. */
  #stopWaiting(reason: string): void {
    const over = this.#joiningOver;
    over?.close(clientErrors.KAFKA_DISCONNECTED({ broker: over.broker, reason }));
  }

  #membership(): Membership {
    const { groupId } = this.#options;
    return { groupId, memberId: this.#memberId, generationId: this.#generationId };
  }

  #lose(): void {
    this.#memberId = '';
    this.#generationId = -1;
    this.lease.drop();
    this.#options.onLost();
  }

  /** So that others need not wait for the session to end; what fails or takes long is left to that. */
  async #leave(): Promise<void> {
    const membership = this.#membership();
    this.lease.drop();
    if (membership.memberId === '') return;
    const left = new AbortController();
    const leaving = this.#askToLeave(membership).finally(() => left.abort());
    await Promise.race([leaving, pause(LEAVE_MS, left.signal).catch(() => {})]);
  }

  async #askToLeave(membership: Membership): Promise<void> {
    const { client, groupId } = this.#options;
    try {
      await leaveGroup(await client.route({ group: groupId }, `heartbeat ${groupId}`), membership);
    } catch (error) {
      if (!codedErrorIn(error)) throw error;
    }
  }
}
