import {
  type ClientHttp2Session,
  constants,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { codedErrorIn } from '@mqferry/core';
import { GRPC, GrpcFailure, grpcFrame, readOnlyMessage } from './grpc-frames.ts';
import type { ProxyLink } from './proxy-link.ts';
import { messageBytes, readMessage, type WireMessage } from './wire-message.ts';

/** A call of a client. */
export interface Call {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
}

/** Proxies take messages of 4 MiB unless told otherwise, and requests with several of them. */
const MOST_BYTES = 32 * 1024 * 1024;

/** All but those of HTTP/2 itself: signatures cover `x-mq-date-time` only (client `Signature`), so they stay valid. */
const passed = (headers: IncomingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));

const answerHeaders = (headers: IncomingHttpHeaders): OutgoingHttpHeaders => ({
  ...passed(headers),
  ':status': headers[':status'],
});

/** Ends a call with a status of gRPC, unless an answer has begun. */
export const failCall = ({ stream }: Call, status: number, message: string): void => {
  if (stream.destroyed || stream.closed) return;
  if (stream.headersSent) {
    stream.close(constants.NGHTTP2_CANCEL);
    return;
  }
  stream.respond(
    {
      ...{ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': String(status) },
      'grpc-message': encodeURIComponent(message),
    },
    { endStream: true },
  );
  // A stream stays open for as long as there is something of the request that was not read.
  stream.resume();
};

/** Answers a call with one message. */
export const answerCall = ({ stream }: Call, answer: WireMessage): void => {
  if (stream.destroyed || stream.closed || stream.headersSent) return;
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(GRPC.OK) }));
  stream.end(grpcFrame(messageBytes(answer)));
};

/** The one message of a call. Throws GrpcFailure. */
export const requestOf = async ({ stream }: Call): Promise<Buffer> => {
  const message = await readOnlyMessage(stream, MOST_BYTES);
  if (message === undefined) throw new GrpcFailure(GRPC.INTERNAL, 'a request without a message');
  return message;
};

const requestHeaders = (headers: IncomingHttpHeaders): OutgoingHttpHeaders => ({
  ...passed(headers),
  ...{ ':method': 'POST', ':path': headers[':path'] },
});

/**
 * Passes a call on to a proxy and its answer back, in the pieces in which they come; whichever side ends it ends the other
 * one. With `message` that is sent in place of what the client sends, which was read before.
 */
export const passCall = (call: Call, session: ClientHttp2Session, message?: Uint8Array): void => {
  const { stream, headers } = call;
  if (stream.destroyed) return;
  const request = session.request(requestHeaders(headers));
  let trailers: OutgoingHttpHeaders | undefined;
  let isWanted = false;
  let isAnswered = false;
  const sendTrailers = () => {
    if (isWanted && trailers && !stream.destroyed && !stream.closed) stream.sendTrailers(trailers);
  };
  stream.on('wantTrailers', () => {
    isWanted = true;
    sendTrailers();
  });
  stream.on('error', () => undefined);
  stream.once('close', () => {
    if (!request.closed) request.close(constants.NGHTTP2_CANCEL);
  });
  request.once('response', (answer, flags) => {
    if (stream.destroyed || stream.closed || stream.headersSent) return;
    isAnswered = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(answerHeaders(answer), isAnswered ? { endStream: true } : { waitForTrailers: true });
    if (!isAnswered) request.pipe(stream);
  });
  request.once('trailers', (last) => {
    trailers = passed(last);
    isAnswered = true;
    sendTrailers();
  });
  request.on('error', () => undefined);
  request.once('close', () => {
    if (!isAnswered) failCall(call, GRPC.UNAVAILABLE, 'the proxy of the cluster ended the call');
  });
  if (message) request.end(grpcFrame(message));
  else stream.pipe(request);
};

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What says how an answer may be compressed is of the gateway's own making. */
const CODING: ReadonlySet<string> = new Set(['grpc-encoding', 'grpc-accept-encoding', 'content-length']);

/**
 * Asks a proxy what a client asked, with its headers, and perhaps another message. Throws GrpcFailure with the status that
 * the proxy gave, or UNAVAILABLE when it gave none within `timeoutMs` milliseconds.
 */
export const askProxy = async (
  session: ClientHttp2Session,
  headers: IncomingHttpHeaders,
  message: Uint8Array,
  timeoutMs: number,
): Promise<WireMessage> => {
  const asked = Object.entries(requestHeaders(headers)).filter(([name]) => !CODING.has(name));
  if (session.destroyed || session.closed)
    throw new GrpcFailure(GRPC.UNAVAILABLE, 'the connection has ended');
  const request = session.request(Object.fromEntries(asked));
  let status: IncomingHttpHeaders | undefined;
  let reason = 'the proxy of the cluster does not answer';
  request.once('response', (answer) => {
    status = answer;
  });
  request.once('trailers', (trailers) => {
    status = trailers;
  });
  request.on('error', () => undefined);
  request.setTimeout(timeoutMs, () => request.close(constants.NGHTTP2_CANCEL));
  request.end(grpcFrame(message));
  const answer = await readOnlyMessage(request, MOST_BYTES).catch((error: Error) => {
    if (error instanceof GrpcFailure) {
      request.close(constants.NGHTTP2_CANCEL);
      throw error;
    }
    reason = error.message;
    return undefined;
  });
  const code = status?.['grpc-status'];
  if (code === undefined) throw new GrpcFailure(GRPC.UNAVAILABLE, reason);
  if (Number(code) !== GRPC.OK) {
    throw new GrpcFailure(Number(code), unescaped(String(status!['grpc-message'] ?? '')));
  }
  if (answer === undefined) throw new GrpcFailure(GRPC.INTERNAL, 'an answer without a message');
  return readMessage(answer);
};

/** Whether no proxy said anything. */
export const isUnreached = (error: unknown): boolean =>
  codedErrorIn(error) !== undefined ||
  (error instanceof GrpcFailure &&
    (error.status === GRPC.UNAVAILABLE || error.status === GRPC.DEADLINE_EXCEEDED));

/** As `askProxy`, over a connection that is used for many clients: a proxy that does not answer is left for another one. */
export const askShared = async (
  link: ProxyLink,
  headers: IncomingHttpHeaders,
  message: Uint8Array,
  timeoutMs: number,
): Promise<WireMessage> => {
  const session = await link.session();
  try {
    return await askProxy(session, headers, message, timeoutMs);
  } catch (error) {
    if (isUnreached(error)) link.renew(session);
    throw error;
  }
};
