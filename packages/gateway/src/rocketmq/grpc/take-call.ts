import { brokerNames } from '../both-sides/broker-names.ts';
import type { HeldWrites } from '../proxy/held-writes.ts';
import type { TrafficCounters } from '../proxy/traffic.ts';
import type { WriteFence } from '../proxy/write-fence.ts';
import type { Side } from '../routing-table.ts';
import type { BothSidesQueues } from './both-sides-queues.ts';
import { answerCall, askProxy, askShared, type Call, failCall, passCall, requestOf } from './grpc-call.ts';
import type { GrpcClients } from './grpc-clients.ts';
import { FrameReader, GRPC, GrpcFailure } from './grpc-frames.ts';
import {
  BROKER,
  CODE,
  MESSAGE,
  methodOf,
  QUEUE,
  RECALL,
  RECEIVE,
  RESOURCE,
  SEND,
  SENT,
  SYNC_LITE,
  statusAnswer,
} from './messaging.ts';
import type { ProxyLink } from './proxy-link.ts';
import {
  messageBytes,
  messageIn,
  messagesIn,
  readMessage,
  textIn,
  type WireMessage,
  withField,
} from './wire-message.ts';

/** What calls are taken with. */
export interface CallWorld {
  readonly fence: WriteFence;
  readonly held: HeldWrites;
  readonly traffic: TrafficCounters;
  readonly clients: GrpcClients;
  readonly queues: BothSidesQueues;
  /** For what is of another side than the port at which it came. */
  readonly links: Readonly<Record<Side, ProxyLink>>;
}

/** From where a call comes. */
export interface Caller {
  /** The port at which it came. */
  readonly side: Side;
  /** The connection by which it came. */
  readonly connection: object;
  readonly clientId: string;
  /** The connection to the side's proxy that its own one has. */
  readonly link: ProxyLink;
}

type Take = (call: Call, caller: Caller, world: CallWorld) => Promise<void>;

/** Settings of a client with some thousand subscriptions. */
const MOST_TELEMETRY_BYTES = 4 * 1024 * 1024;
/** Clients and proxies have limits of their own, which come first. */
const WRITE_TIMEOUT_MS = 30_000;
/** Handles of the target have this before them: clients give them back at their access point (`ProducerImpl.recallMessage0`). */
const OF_TARGET = 'target.';

const pass: Take = async (call, { link }) => passCall(call, await link.session());

const settle = async (call: Call, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    const status = error instanceof GrpcFailure ? error.status : GRPC.UNAVAILABLE;
    failCall(call, status, (error as Error).message);
  }
};

const takeRoute: Take = async (call, { clientId }, { fence: { table }, queues, clients }) => {
  const question = { headers: call.headers, message: await requestOf(call) };
  const { topic, answer } = await queues.route(table, question);
  clients.shown(clientId, topic, table.revision);
  answerCall(call, answer);
};

const takeAssignment: Take = async (call, _caller, { fence: { table }, queues }) => {
  const question = { headers: call.headers, message: await requestOf(call) };
  answerCall(call, (await queues.assignment(table, question)).answer);
};

const withMarkedHandles = (answer: WireMessage): WireMessage => {
  const entries = messagesIn(answer, SEND.entries).map((entry) => {
    const handle = textIn(entry, SENT.recallHandle);
    return handle === '' ? entry : withField(entry, SENT.recallHandle, OF_TARGET + handle);
  });
  return withField(answer, SEND.entries, ...entries);
};

const write = async (call: Call, { side, link }: Caller, message: Buffer): Promise<void> => {
  const session = await link.session();
  // Its client has given up while it was held, and may have sent the message again.
  if (call.stream.destroyed || call.stream.closed) return;
  if (side === 'source') passCall(call, session, message);
  else answerCall(call, withMarkedHandles(await askProxy(session, call.headers, message, WRITE_TIMEOUT_MS)));
};

const takeSend: Take = async (call, caller, { fence, held, traffic, clients }) => {
  const { side, connection, clientId } = caller;
  const message = await requestOf(call);
  const topic = textIn(
    messageIn(messagesIn(readMessage(message), SEND.messages)[0] ?? [], MESSAGE.topic),
    RESOURCE.name,
  );
  clients.wrote(clientId, topic);
  const counted = traffic.of(side, topic);
  counted.requests += 1;
  counted.requestBytes += message.length;
  const refuse = () => {
    counted.refused += 1;
    answerCall(
      call,
      statusAnswer(CODE.FORBIDDEN, `the gateway allows no writes of ${topic} to the ${side} at present`),
    );
  };
  const judge = () => fence.judge(side, topic);
  const verdict = judge();
  if (verdict === 'pass') return write(call, caller, message);
  if (verdict === 'refuse' || !held.reserve(connection, message.length)) return refuse();
  counted.held += 1;
  held.add({
    ...{ owner: connection, frame: message, judge, refuse },
    forward: () => void settle(call, () => write(call, caller, message)),
  });
};

/** The proxy takes any broker of the topic where it does not know the name, so it has to be the broker's own. */
const takeReceive: Take = async (call, caller, world) => {
  const names = brokerNames(world.fence.table.targetNames);
  if (caller.side === 'source' || names === undefined) return pass(call, caller, world);
  const request = readMessage(await requestOf(call));
  const queue = messageIn(request, RECEIVE.queue);
  const broker = messageIn(queue, QUEUE.broker);
  const named = withField(broker, BROKER.name, names.toOwn(textIn(broker, BROKER.name)));
  const changed = withField(request, RECEIVE.queue, withField(queue, QUEUE.broker, named));
  passCall(call, await caller.link.session(), messageBytes(changed));
};

/** What clients say of themselves is looked at on its way. What cannot be read here is the proxy's to refuse. */
const takeTelemetry: Take = async (call, { link, clientId }, { clients }) => {
  const session = await link.session();
  const reader = new FrameReader(MOST_TELEMETRY_BYTES);
  const look = (piece: Buffer): void => {
    try {
      for (const command of reader.push(piece)) clients.told(clientId, command);
    } catch {
      call.stream.off('data', look);
    }
  };
  call.stream.on('data', look);
  passCall(call, session);
};

const takeRecall: Take = async (call, _caller, { links }) => {
  const request = readMessage(await requestOf(call));
  const handle = textIn(request, RECALL.handle);
  const side: Side = handle.startsWith(OF_TARGET) ? 'target' : 'source';
  const own = side === 'target' ? withField(request, RECALL.handle, handle.slice(OF_TARGET.length)) : request;
  answerCall(call, await askShared(links[side], call.headers, messageBytes(own), WRITE_TIMEOUT_MS));
};

/** A client tells its subscriptions of lite topics to its access point only, and so to one of the clusters. */
const takeLite: Take = async (call, { link }, { fence: { table } }) => {
  const message = await requestOf(call);
  const topic = textIn(messageIn(readMessage(message), SYNC_LITE.topic), RESOURCE.name);
  if (table.topics.has(topic)) {
    answerCall(
      call,
      statusAnswer(
        CODE.UNSUPPORTED,
        `${topic} moves to another cluster; its lite topics cannot be subscribed`,
      ),
    );
  } else {
    passCall(call, await link.session(), message);
  }
};

/**
 * The methods of the service that proxies of 5.5.0 have. Receipt handles, transactions and heartbeats pass as they are:
 * clients send them to the port at which they got the message, and so to its cluster.
 */
const METHODS: Readonly<Record<string, Take>> = {
  QueryRoute: takeRoute,
  QueryAssignment: takeAssignment,
  SendMessage: takeSend,
  ReceiveMessage: takeReceive,
  Telemetry: takeTelemetry,
  RecallMessage: takeRecall,
  SyncLiteSubscription: takeLite,
  Heartbeat: pass,
  AckMessage: pass,
  ChangeInvisibleDuration: pass,
  ForwardMessageToDeadLetterQueue: pass,
  EndTransaction: pass,
  NotifyClientTermination: pass,
};

/** Takes a call of a client; how it ends is told to the client. */
export const takeCall = (call: Call, caller: Caller, world: CallWorld): Promise<void> =>
  settle(call, async () => {
    const path = call.headers[':path'] ?? '';
    const take = METHODS[methodOf(path) ?? ''];
    if (take === undefined) throw new GrpcFailure(GRPC.UNIMPLEMENTED, `the gateway does not know ${path}`);
    await take(call, caller, world);
  });
