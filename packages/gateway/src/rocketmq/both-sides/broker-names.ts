import {
  changedMessage,
  decodeMessages,
  encodeProperties,
  encodeStoredMessage,
  type HeaderFields,
  PROPERTY,
  type RemotingCommand,
} from '@mqferry/rocketmq';

/** Gives the name that a broker has on the other side of the gateway; names that are the same there are given back. */
export type RenameBroker = (name: string) => string;

type Rewrite = (command: RemotingCommand, rename: RenameBroker) => Partial<RemotingCommand>;

/** A request that bears names of brokers, and where they are. */
interface NamedRequest {
  readonly name: string;
  readonly code: number;
  readonly request?: Rewrite;
  readonly answer?: Rewrite;
}

/** In JSON a quotation mark inside a text is escaped, so this is found at keys alone, also where fastjson's keys are objects. */
const NAME_IN_JSON = /([{,]"brokerName":)("(?:[^"\\]|\\.)*")/g;

const inJson: Rewrite = ({ body }, rename) => ({
  body: Buffer.from(
    body
      .toString()
      .replace(
        NAME_IN_JSON,
        (_, key: string, name: string) => key + JSON.stringify(rename(JSON.parse(name))),
      ),
  ),
});

const PLACE_IN_HANDLE = 5;

/** The handle of a popped message: values between spaces, of which the sixth is a broker (`ExtraInfoUtil`). */
const inHandle = (handle: string, rename: RenameBroker): string =>
  handle
    .split(' ')
    .map((part, place) => (place === PLACE_IN_HANDLE ? rename(part) : part))
    .join(' ');

const inField =
  (field: string, change: (value: string, rename: RenameBroker) => string): Rewrite =>
  ({ fields }, rename): { fields: HeaderFields } => {
    const value = fields[field];
    return { fields: value === undefined ? fields : { ...fields, [field]: change(value, rename) } };
  };

const inHandleField = inField('extraInfo', inHandle);

/** A message that is consumed once more brings its handle along (`PopMessageProcessor`); others get theirs from the client. */
const inPoppedMessages: Rewrite = ({ body }, rename) => {
  if (!body.includes(PROPERTY.popCheckpoint)) return {};
  const messages = decodeMessages(body, { keepInnerBatches: true }).map((message) => {
    const handle = message.property(PROPERTY.popCheckpoint);
    if (handle === undefined) return message.raw;
    const properties = new Map(message.properties).set(PROPERTY.popCheckpoint, inHandle(handle, rename));
    return encodeStoredMessage(changedMessage(message, { propertyBytes: encodeProperties(properties) }));
  });
  return { body: Buffer.concat(messages) };
};

/**
 * Every request whose names of brokers somebody reads: brokers keep locks and check points by them, clients find queues by
 * them. Left as they are: `n` of sends, and `bname` and `brokerName` of all other requests of clients, which no broker
 * from 4.9.7 to 5.5.0 reads (only the proxy of 5.x does), so that their signatures stay valid.
 */
const NAMED: readonly NamedRequest[] = [
  { name: 'LOCK_BATCH_MQ', code: 41, request: inJson, answer: inJson },
  { name: 'UNLOCK_BATCH_MQ', code: 42, request: inJson },
  { name: 'GET_TOPIC_STATS_INFO', code: 202, answer: inJson },
  { name: 'GET_CONSUME_STATS', code: 208, answer: inJson },
  { name: 'RESET_CONSUMER_CLIENT_OFFSET', code: 220, request: inJson },
  { name: 'GET_CONSUMER_STATUS_FROM_CLIENT', code: 221, answer: inJson },
  { name: 'INVOKE_BROKER_TO_RESET_OFFSET', code: 222, answer: inJson },
  { name: 'INVOKE_BROKER_TO_GET_CONSUMER_STATUS', code: 223, answer: inJson },
  { name: 'GET_CONSUMER_RUNNING_INFO', code: 307, answer: inJson },
  {
    name: 'CONSUME_MESSAGE_DIRECTLY',
    code: 309,
    request: inField('brokerName', (name, rename) => rename(name)),
  },
  { name: 'QUERY_ASSIGNMENT', code: 400, answer: inJson },
  { name: 'POP_MESSAGE', code: 200_050, answer: inPoppedMessages },
  { name: 'ACK_MESSAGE', code: 200_051, request: inHandleField },
  { name: 'CHANGE_MESSAGE_INVISIBLETIME', code: 200_053, request: inHandleField },
  { name: 'POP_LITE_MESSAGE', code: 200_070, answer: inPoppedMessages },
  { name: 'ACK_LITE_MESSAGE', code: 200_072, request: inHandleField },
  { name: 'BATCH_ACK_MESSAGE', code: 200_151, request: inJson },
];

const BY_CODE: ReadonlyMap<number, NamedRequest> = new Map(NAMED.map((named) => [named.code, named]));

/** How names of brokers in a request are replaced; undefined where there are none. */
export const namesInRequest = (code: number): Rewrite | undefined => BY_CODE.get(code)?.request;

/** The same for its answer. */
export const namesInAnswer = (code: number): Rewrite | undefined => BY_CODE.get(code)?.answer;

/** The command with the names of brokers replaced; the same one if nothing had to be. */
export const renamed = (
  command: RemotingCommand,
  rewrite: Rewrite,
  rename: RenameBroker,
): RemotingCommand => {
  const { fields, body } = { ...command, ...rewrite(command, rename) };
  const isSame =
    body.equals(command.body) && Object.keys(fields).every((name) => fields[name] === command.fields[name]);
  return isSame ? command : { ...command, fields, body };
};

/** The names of the target's brokers, there and back. */
export interface BrokerNames {
  readonly toShown: RenameBroker;
  readonly toOwn: RenameBroker;
}

/** From the names that brokers of the target are shown under; undefined when none is shown under another one. */
export const brokerNames = (targetNames: ReadonlyMap<string, string>): BrokerNames | undefined => {
  if (targetNames.size === 0) return undefined;
  const own = new Map([...targetNames].map(([name, shown]) => [shown, name]));
  return {
    toShown: (name) => targetNames.get(name) ?? name,
    toOwn: (name) => own.get(name) ?? name,
  };
};
