export { type BackoffPolicy, backoffDelay, DEFAULT_BACKOFF, pause } from './backoff.ts';
export { ByteReader } from './byte-reader.ts';
export { ByteWriter } from './byte-writer.ts';
export { monotonicMs } from './clock.ts';
export { coreErrors } from './core-errors.ts';
export {
  CodedError,
  type CodedErrorData,
  codedErrorIn,
  defineErrors,
  type ErrorDefinition,
  type ErrorParameters,
  isCodedError,
  type Language,
  type LocalizedText,
} from './errors.ts';
export { Hidden } from './hidden.ts';
export { inParallel } from './in-parallel.ts';
export { createLz4Frames, isDense, type Lz4BlockCodec, type Lz4Frames } from './lz4-frame.ts';
export { type ByteSink, FrameAssembler } from './net/frame-assembler.ts';
export { FramePool } from './net/frame-pool.ts';
export { isAllowed, lookupIn, NOT_ALLOWED, networksOf } from './net/networks.ts';
export {
  addressText,
  type OpenSocket,
  type OpenSocketOptions,
  openSocket,
  type SocketAddress,
  type SocketErrors,
} from './net/open-socket.ts';
export type { TlsConfig } from './net/tls-config.ts';
export {
  type CallPort,
  callsOver,
  type ErrorData,
  errorData,
  errorOf,
  type PortCalls,
} from './port-calls.ts';
export { readInt64 } from './read-int64.ts';
export { openText, SEAL_KEY_BYTES, sealText } from './sealed-text.ts';
export { Signal } from './signal.ts';
export { keepYoungGenerationSmall } from './young-generation.ts';
