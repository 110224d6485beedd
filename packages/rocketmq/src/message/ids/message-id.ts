import { PROPERTY } from '../property-names.ts';
import type { StoredMessage } from '../stored-message.ts';
import { type MessageLocation, offsetMessageId, parseOffsetMessageId } from './offset-message-id.ts';
import { parseUniqueKey, type UniqueKeyParts } from './unique-key.ts';

/** What can be read from an id of a gRPC client. Source: the id format of rocketmq-clients, version 1. */
export interface GrpcIdParts {
  /** Hardware address of the client's machine, or random; six bytes in hexadecimal. */
  readonly mac: string;
  readonly pid: number;
  /** When the message was made, in ms since 1970, to the second. */
  readonly time: number;
  readonly counter: number;
}

/** An id of a message, and what it is made of. */
export type MessageId =
  | ({ readonly kind: 'unique' } & UniqueKeyParts)
  | ({ readonly kind: 'offset' } & MessageLocation)
  | ({ readonly kind: 'grpc' } & GrpcIdParts);

/** Version 1 and 16 bytes. */
const GRPC_ID = /^01[0-9a-fA-F]{32}$/;
const GRPC_EPOCH = Date.UTC(2021, 0, 1);

const parseGrpcId = (id: string): GrpcIdParts => {
  const bytes = Buffer.from(id, 'hex');
  return {
    mac: bytes.toString('hex', 1, 7),
    pid: bytes.readUInt16BE(7),
    time: GRPC_EPOCH + bytes.readUInt32BE(9) * 1000,
    counter: bytes.readUInt32BE(13),
  };
};

const isPort = (port: number): boolean => port > 0 && port <= 0xffff;

/**
 * Tells of which kind the id of a message is, undefined if of none. The ids of producers and of brokers are of one
 * length; what has a port behind the address, and an offset that is not negative, is taken for a broker's. A producer's
 * looks so only if its process id is a multiple of 65,536.
 */
export const parseMessageId = (id: string): MessageId | undefined => {
  if (GRPC_ID.test(id)) return { kind: 'grpc', ...parseGrpcId(id) };
  const unique = parseUniqueKey(id);
  if (unique === undefined) return undefined;
  const location = parseOffsetMessageId(id);
  const isOffset = isPort(location.storeHost.port) && location.commitLogOffset >= 0n;
  return isOffset ? { kind: 'offset', ...location } : { kind: 'unique', ...unique };
};

/** The id that Java's clients show for a stored message: its producer's, else the broker's. Source: MessageClientExt. */
export const messageIdOf = (message: StoredMessage): string =>
  message.property(PROPERTY.uniqueKey) ?? offsetMessageId(message);
