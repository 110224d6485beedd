import type { Api, KafkaClient } from '@mqferry/kafka';

const UNKNOWN_MEMBER_ID = 25;
const ILLEGAL_GENERATION = 22;
const REBALANCE_IN_PROGRESS = 27;

interface Answer {
  readonly errorCode: number;
  readonly [field: string]: unknown;
}

interface Member {
  metadata: Buffer;
  /** Answers what waits for the others: a join, or a synchronisation. */
  joined: ((answer: Answer) => void) | undefined;
  synced: ((answer: Answer) => void) | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: the requests are those of four APIs
type Request = any;

/** The coordinator of one group, as brokers do it (GroupMetadataManager), without sessions that end by themselves. */
export class FakeCoordinator {
  readonly #members = new Map<string, Member>();
  #generationId = 0;
  #isPreparing = false;
  #ids = 0;
  #assignments = new Map<string, Buffer>();
  #syncedGeneration = 0;

  /** A client that reaches nothing but this coordinator. */
  client(): KafkaClient {
    const client = { route: async () => this.#connection(), retrying: (ask: () => unknown) => ask() };
    return client as unknown as KafkaClient;
  }

  /** Takes the member that joined as the n-th out, as when its session is over. */
  expel(n: number): void {
    this.#members.delete(`m${n}`);
    this.#prepare();
  }

  #connection() {
    const ended = Promise.withResolvers<never>();
    ended.promise.catch(() => {});
    const connection = {
      isOpen: true,
      broker: 'fake',
      close: (reason: unknown) => {
        connection.isOpen = false;
        ended.reject(reason);
      },
      send: ({ name }: Api<unknown, unknown>, message: Request) => {
        const request = typeof message === 'function' ? message(5) : message;
        return Promise.race([this.#answer(name, request), ended.promise]);
      },
    };
    return connection;
  }

  #answer(api: string, request: Request): Promise<Answer> | Answer {
    switch (api) {
      case 'DescribeGroups':
        return {
          errorCode: 0,
          groups: [{ errorCode: 0, protocolType: '', groupState: 'Empty', members: [] }],
        };
      case 'JoinGroup':
        return this.#join(request);
      case 'SyncGroup':
        return this.#sync(request);
      case 'Heartbeat':
        return { errorCode: this.#refusal(request) ?? (this.#isPreparing ? REBALANCE_IN_PROGRESS : 0) };
      case 'LeaveGroup':
        this.#members.delete(request.members[0].memberId);
        this.#prepare();
        return { errorCode: 0, members: [] };
      default:
        throw new Error(`${api} was not expected`);
    }
  }

  #refusal({ memberId, generationId }: Request): number | undefined {
    if (!this.#members.has(memberId)) return UNKNOWN_MEMBER_ID;
    return generationId === this.#generationId ? undefined : ILLEGAL_GENERATION;
  }

  #join({ memberId, protocols }: Request): Promise<Answer> | Answer {
    if (memberId !== '' && !this.#members.has(memberId)) return { errorCode: UNKNOWN_MEMBER_ID, memberId };
    const id = memberId === '' ? `m${++this.#ids}` : memberId;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#members.set(id, { metadata: protocols[0].metadata, joined: resolve, synced: undefined });
    this.#prepare();
    return promise;
  }

  #prepare(): void {
    this.#isPreparing = true;
    for (const member of this.#members.values()) {
      member.synced?.({ errorCode: REBALANCE_IN_PROGRESS });
      member.synced = undefined;
    }
    const members = [...this.#members].map(([memberId, { metadata }]) => ({ memberId, metadata }));
    const waiting = [...this.#members.values()].map(({ joined }) => joined);
    if (waiting.length === 0 || waiting.includes(undefined)) return;
    this.#isPreparing = false;
    this.#generationId += 1;
    const leader = members[0]!.memberId;
    for (const [memberId, member] of this.#members) {
      member.joined!({ errorCode: 0, generationId: this.#generationId, leader, memberId, members });
      member.joined = undefined;
    }
  }

  #sync(request: Request): Promise<Answer> | Answer {
    const refusal = this.#refusal(request);
    if (refusal !== undefined) return { errorCode: refusal };
    if (this.#isPreparing) return { errorCode: REBALANCE_IN_PROGRESS };
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#members.get(request.memberId)!.synced = resolve;
    const isLeader = request.memberId === [...this.#members.keys()][0];
    if (isLeader) {
      this.#assignments = new Map(request.assignments.map((a: Request) => [a.memberId, a.assignment]));
      this.#syncedGeneration = this.#generationId;
    }
    if (this.#syncedGeneration === this.#generationId) {
      for (const [id, member] of this.#members) {
        member.synced?.({ errorCode: 0, assignment: this.#assignments.get(id)! });
        member.synced = undefined;
      }
    }
    return promise;
  }
}
