import { LeaseDeadline, type Moment, now } from './lease-deadline.ts';

/** How long a coordinator waits before it gives a member's place away; milliseconds. */
export interface LeaseTimes {
  /** Without a heartbeat. */
  readonly sessionTimeoutMs: number;
  /** For a member to join again once a rebalance has begun. */
  readonly rebalanceTimeoutMs: number;
  /** So much earlier the lease is taken for over. */
  readonly marginMs: number;
}

/**
 * Until when a member of a group surely keeps its place. A coordinator counts from the arrival of what it answered
 * with success, the lease from when that was sent, which is earlier: so the lease is over before anybody else can be
 * given what the member had. Only clocks' speed matters, not what they show. The wall clock is asked as well, for the
 * monotonic one may stand still while the machine sleeps.
 */
export class MemberLease {
  /** Threads of this process may look at it as well. */
  readonly deadline = new LeaseDeadline();
  readonly #times: LeaseTimes;
  readonly #now: () => Moment;
  /** When the last request was sent after which no rebalance was under way. */
  #settledAt: Moment | undefined;

  constructor(times: LeaseTimes, clock: () => Moment = now) {
    this.#times = times;
    this.#now = clock;
  }

  /** Whether the member's place is surely its own at this moment. */
  get isHeld(): boolean {
    return this.deadline.isAhead(this.#now());
  }

  /** The coordinator answered a request that was sent at `sentAt` with success. */
  confirm(sentAt: Moment): void {
    this.#settledAt = sentAt;
    this.deadline.move(after(sentAt, this.#times.sessionTimeoutMs - this.#times.marginMs));
  }

  /**
   * The coordinator answered a heartbeat that was sent at `sentAt` with REBALANCE_IN_PROGRESS: the session goes on, but
   * a member whose JoinGroup does not arrive is out when the rebalance has waited for it.
   */
  confirmWhileRebalancing(sentAt: Moment): void {
    if (!this.#settledAt) return;
    const { sessionTimeoutMs, rebalanceTimeoutMs, marginMs } = this.#times;
    const [bySession, byRebalance] = [
      after(sentAt, sessionTimeoutMs - marginMs),
      after(this.#settledAt, rebalanceTimeoutMs - marginMs),
    ];
    this.deadline.move({
      monotonic: Math.min(bySession.monotonic, byRebalance.monotonic),
      wall: Math.min(bySession.wall, byRebalance.wall),
    });
  }

  /** The member is none any more. */
  drop(): void {
    this.deadline.drop();
    this.#settledAt = undefined;
  }
}

const after = ({ monotonic, wall }: Moment, ms: number): Moment => ({
  monotonic: monotonic + ms,
  wall: wall + ms,
});
