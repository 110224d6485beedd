import type { IncomingHttpHeaders } from 'node:http2';
import {
  type Access,
  mayRead,
  mayWrite,
  ONLY_SOURCE,
  type RoutingTable,
  SIDES,
  type Side,
} from '../routing-table.ts';
import { askShared, isUnreached } from './grpc-call.ts';
import {
  ANSWER,
  ASSIGNMENT,
  CODE,
  QUERY_ASSIGNMENT,
  QUERY_ROUTE,
  RESOURCE,
  STATUS,
  statusAnswer,
} from './messaging.ts';
import type { ProxyLink } from './proxy-link.ts';
import { checkNames, type Entrance, endpointsOf, isReadable, shownQueue } from './shown-queues.ts';
import { ToldQueues } from './told-queues.ts';
import {
  messageIn,
  messagesIn,
  numberIn,
  readMessage,
  textIn,
  type WireMessage,
  withField,
} from './wire-message.ts';

/** What a client asks about a topic: the headers and the message of its request. */
export interface Question {
  readonly headers: IncomingHttpHeaders;
  readonly message: Uint8Array;
}

/** What a client is told, and of which topic. */
export interface TopicAnswer {
  readonly topic: string;
  readonly answer: WireMessage;
}

/** One of the two questions about the queues of a topic. */
interface Kind {
  /** The fields of the request. */
  readonly fields: { readonly topic: number; readonly endpoints: number; readonly group?: number };
  /** The sides that are asked. */
  readonly isShown: (access: Access) => boolean;
  /** The sides without which an answer would be worse than none, for clients keep what they have. */
  readonly suffices: (access: Access) => boolean;
  readonly queuesIn: (answer: WireMessage) => readonly WireMessage[];
  readonly answerOf: (queues: readonly WireMessage[]) => WireMessage;
}

const ROUTE: Kind = {
  fields: QUERY_ROUTE,
  isShown: (access) => access !== 'none',
  suffices: mayWrite,
  queuesIn: (answer) => messagesIn(answer, QUERY_ROUTE.queues),
  answerOf: (queues) => withField(statusAnswer(CODE.OK, 'OK'), QUERY_ROUTE.queues, ...queues),
};

const NO_READABLE_QUEUE = statusAnswer(CODE.FORBIDDEN, 'no readable queue');

const ASSIGNMENTS: Kind = {
  fields: QUERY_ASSIGNMENT,
  isShown: mayRead,
  suffices: mayRead,
  queuesIn: (answer) =>
    messagesIn(answer, QUERY_ASSIGNMENT.assignments).map((each) => messageIn(each, ASSIGNMENT.queue)),
  answerOf: (queues) => {
    const readable = queues.filter(isReadable).map((queue) => withField([], ASSIGNMENT.queue, queue));
    if (readable.length === 0) return NO_READABLE_QUEUE;
    return withField(statusAnswer(CODE.OK, 'OK'), QUERY_ASSIGNMENT.assignments, ...readable);
  },
};

/** What a proxy says: queues, or why there are none. */
interface SideAnswer {
  readonly queues: readonly WireMessage[];
  readonly refusal?: WireMessage;
}

/** Long enough for a proxy that asks its name servers, and shorter than clients wait (3 s unless told otherwise). */
const ASK_TIMEOUT_MS = 2000;

const codeOf = (answer: WireMessage): number => numberIn(messageIn(answer, ANSWER.status), STATUS.code);

/** A side that does not have the topic, or has nothing to read, does not keep the other one from being shown. */
const HAS_NOTHING: ReadonlySet<number> = new Set([CODE.TOPIC_NOT_FOUND, CODE.FORBIDDEN]);

/** The queues of topics as clients are shown them, of both clusters. */
export class BothSidesQueues {
  readonly #links: Readonly<Record<Side, ProxyLink>>;
  readonly #entrance: Entrance;
  readonly #told = { source: new ToldQueues(), target: new ToldQueues() };

  constructor(links: Readonly<Record<Side, ProxyLink>>, entrance: Entrance) {
    this.#links = links;
    this.#entrance = entrance;
  }

  /**
   * Answers QueryRoute. Throws GATEWAY_BROKER_NAME_TAKEN, and what a side throws that cannot be asked, never could, and
   * without which nobody could write.
   */
  route(table: RoutingTable, question: Question): Promise<TopicAnswer> {
    return this.#answer(table, question, ROUTE);
  }

  /** Answers QueryAssignment in the same way, with the queues of the sides that may be read. */
  assignment(table: RoutingTable, question: Question): Promise<TopicAnswer> {
    return this.#answer(table, question, ASSIGNMENTS);
  }

  async #answer(table: RoutingTable, question: Question, kind: Kind): Promise<TopicAnswer> {
    const { fields, isShown, suffices, answerOf } = kind;
    const request = readMessage(question.message);
    const nameIn = (field: number) => textIn(messageIn(request, field), RESOURCE.name);
    const topic = nameIn(fields.topic);
    const asked = fields.group === undefined ? topic : `${topic} ${nameIn(fields.group)}`;
    const share = table.topics.get(topic) ?? ONLY_SOURCE;
    const answers: Partial<Record<Side, SideAnswer>> = {};
    const failures: unknown[] = [];
    const ask = async (side: Side) => {
      try {
        answers[side] = await this.#ask(side, question, asked, kind);
      } catch (error) {
        failures.push(error);
      }
    };
    await Promise.all(SIDES.filter((side) => isShown(share[side])).map(ask));
    const isEnough = SIDES.some((side) => suffices(share[side]) && (answers[side]?.queues.length ?? 0) > 0);
    const failure = failures.find((error) => !isEnough || !isUnreached(error));
    if (failure !== undefined) throw failure;
    const refusals = SIDES.map((side) => answers[side]?.refusal).filter((refusal) => refusal !== undefined);
    const veto = refusals.find((refusal) => !HAS_NOTHING.has(codeOf(refusal)));
    const asker = messageIn(request, fields.endpoints);
    const shown = (side: Side) =>
      (answers[side]?.queues ?? []).map((queue) =>
        shownQueue(queue, {
          access: share[side],
          endpoints: endpointsOf(asker, this.#entrance, side),
          shownName: (name) => (side === 'target' ? (table.targetNames.get(name) ?? name) : name),
        }),
      );
    const [source, target] = [shown('source'), shown('target')];
    checkNames(source, target);
    const queues = [...source, ...target];
    return { topic, answer: veto ?? (queues.length === 0 ? refusals[0] : undefined) ?? answerOf(queues) };
  }

  /** What a side says; when none of its proxies answers, or it has forgotten the topic, what it said last. */
  async #ask(side: Side, { headers, message }: Question, asked: string, kind: Kind): Promise<SideAnswer> {
    const told = this.#told[side];
    const last = told.last(asked);
    try {
      const answer = await askShared(this.#links[side], headers, message, ASK_TIMEOUT_MS);
      const code = codeOf(answer);
      if (code !== CODE.OK) {
        return last && code === CODE.TOPIC_NOT_FOUND ? { queues: last } : { queues: [], refusal: answer };
      }
      const queues = kind.queuesIn(answer);
      told.remember(asked, queues);
      return { queues };
    } catch (error) {
      if (last && isUnreached(error)) return { queues: last };
      throw error;
    }
  }
}
