import {
  type FastjsonValue,
  jsonBody,
  jsonBytes,
  parseFastjson,
  RESPONSE,
  RESPONSE_FLAG,
  type RemotingCommand,
} from '@mqferry/rocketmq';
import { mayRead, ONLY_SOURCE, type RoutingTable, SIDES, type Side } from '../routing-table.ts';

/** A request without what it was signed with. */
export interface Question {
  readonly code: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A request that is asked on both sides, because a group has its members and queues on both. */
export interface JoinedRequest {
  readonly code: number;
  /** The sides that have a part of the answer, with the present table. */
  readonly sides: (table: RoutingTable, request: Question) => readonly Side[];
  /** The request without what it was signed with. */
  readonly question: (request: RemotingCommand) => Question;
  /** What the client is answered, from the answer of its broker and those of the other side. */
  readonly join: (own: RemotingCommand, others: readonly RemotingCommand[]) => RemotingCommand;
}

const listIn = (body: Buffer, name: string): readonly FastjsonValue[] => {
  const value = body.length === 0 ? null : parseFastjson(body.toString());
  const list = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : [];
  return Array.isArray(list) ? list : [];
};

const answering = (own: RemotingCommand, code: number, remark: string | undefined, body: Buffer) => ({
  ...own,
  ...{ code, remark, body, flag: own.flag | RESPONSE_FLAG },
});

/** All members, also those whom one side does not know yet; a broker that knows none says SYSTEM_ERROR. */
const members: JoinedRequest = {
  code: 38,
  sides: ({ groups }, { fields }) => {
    const share = groups.get(fields.consumerGroup ?? '') ?? ONLY_SOURCE;
    return SIDES.filter((side) => share[side] !== 'none');
  },
  question: ({ code, fields: { consumerGroup = '' } }) => ({
    ...{ code, fields: { consumerGroup }, body: Buffer.alloc(0) },
  }),
  join: (own, others) => {
    const consumerIdList = [
      ...new Set([own, ...others].flatMap(({ body }) => listIn(body, 'consumerIdList'))),
    ];
    return consumerIdList.length === 0
      ? own
      : answering(own, RESPONSE.SUCCESS, undefined, jsonBytes({ consumerIdList }));
  },
};

const readTopic = jsonBody((value) => value.field('topic').text());

/** A body that cannot be read is the broker's to refuse. */
const topicIn = (body: Buffer): string => {
  try {
    return readTopic(body);
  } catch {
    return '';
  }
};

/**
 * The queues that brokers assign to a client, on either side by its own masters. Without those of the other side the client
 * would stop reading there, so it is answered with an error, upon which it keeps what it has.
 */
const assignment: JoinedRequest = {
  code: 400,
  sides: ({ topics }, { body }) => {
    const share = topics.get(topicIn(body)) ?? ONLY_SOURCE;
    return SIDES.filter((side) => mayRead(share[side]));
  },
  question: ({ code, body }) => ({ code, fields: {}, body }),
  join: (own, [other]) => {
    if (own.code !== RESPONSE.SUCCESS) return own;
    if (other === undefined) {
      const remark = 'mqferry gateway: the other cluster does not tell which queues it assigns';
      return answering(own, RESPONSE.SYSTEM_ERROR, remark, Buffer.alloc(0));
    }
    const list = [own, other].flatMap(({ body }) => listIn(body, 'messageQueueAssignments'));
    return { ...own, body: jsonBytes({ messageQueueAssignments: list }) };
  },
};

/** Requests whose answers are put together from both sides, by their code. */
export const JOINED: ReadonlyMap<number, JoinedRequest> = new Map(
  [members, assignment].map((joined) => [joined.code, joined]),
);

export const otherOf = (side: Side): Side => (side === 'source' ? 'target' : 'source');
