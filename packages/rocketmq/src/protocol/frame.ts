import { decodeBinaryHeader, encodeBinaryHeader, fitsBinaryHeader } from './binary-header.ts';
import type { RemotingCommand, Serialization } from './command.ts';
import { protocolErrors } from './errors.ts';
import { decodeJsonHeader, encodeJsonHeader } from './json-header.ts';

/** Largest frame a broker or name server takes unless told otherwise (`com.rocketmq.remoting.frameMaxLength`). */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** No header needs more: the properties of a message end at 32,767 bytes. */
export const MAX_HEADER_BYTES = 1024 * 1024;
const SIZE_BYTES = 4;
const SERIALIZATIONS: readonly Serialization[] = ['JSON', 'ROCKETMQ'];

/** From this size on a body is sent from where it lies instead of being copied behind the header. */
const COPIED_BODY_BYTES = 8 * 1024;

/**
 * Writes a frame with its size before it: int32 size, a byte for the serialization, int24 header size, header, body.
 * A code that two bytes cannot hold is written as JSON whatever was asked for. Throws ROCKETMQ_FRAME_MALFORMED for a
 * header that no frame can hold.
 */
export const encodeFrame = (command: RemotingCommand): Buffer[] => {
  const binary = command.serialization === 'ROCKETMQ' && fitsBinaryHeader(command.code);
  const header = binary ? encodeBinaryHeader(command) : encodeJsonHeader(command);
  if (header.length > MAX_HEADER_BYTES) {
    throw protocolErrors.ROCKETMQ_FRAME_MALFORMED({ reason: `a header of ${header.length} bytes` });
  }
  const { body } = command;
  const copied = body.length < COPIED_BODY_BYTES ? body.length : 0;
  const frame = Buffer.allocUnsafe(2 * SIZE_BYTES + header.length + copied);
  frame.writeInt32BE(SIZE_BYTES + header.length + body.length, 0);
  frame.writeInt32BE(
    (SERIALIZATIONS.indexOf(binary ? 'ROCKETMQ' : 'JSON') << 24) | header.length,
    SIZE_BYTES,
  );
  header.copy(frame, 2 * SIZE_BYTES);
  if (copied > 0) body.copy(frame, 2 * SIZE_BYTES + header.length);
  return copied === body.length ? [frame] : [frame, body];
};

/**
 * Reads a frame, without the size before it; the body is a view on it.
 * Throws ROCKETMQ_FRAME_MALFORMED for bytes that are none.
 */
export const decodeFrame = (frame: Buffer): RemotingCommand => {
  if (frame.length < SIZE_BYTES) {
    throw protocolErrors.ROCKETMQ_FRAME_MALFORMED({ reason: `a frame of ${frame.length} bytes` });
  }
  const serialization = SERIALIZATIONS[frame[0]!];
  const headerBytes = frame.readUIntBE(1, 3);
  if (serialization === undefined) {
    throw protocolErrors.ROCKETMQ_FRAME_MALFORMED({ reason: `serialization ${frame[0]}` });
  }
  if (headerBytes > Math.min(frame.length - SIZE_BYTES, MAX_HEADER_BYTES)) {
    const reason = `a header of ${headerBytes} bytes in a frame of ${frame.length}`;
    throw protocolErrors.ROCKETMQ_FRAME_MALFORMED({ reason });
  }
  const header = frame.subarray(SIZE_BYTES, SIZE_BYTES + headerBytes);
  const body = frame.subarray(SIZE_BYTES + headerBytes);
  const read = serialization === 'JSON' ? decodeJsonHeader(header) : decodeBinaryHeader(header);
  return { ...read, body, serialization };
};
