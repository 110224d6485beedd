import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { FrameReader, GRPC, grpcFrame } from '../../../src/rocketmq/grpc/grpc-frames.ts';
import { methodOf } from '../../../src/rocketmq/grpc/messaging.ts';
import { messageBytes, readMessage, type WireMessage } from '../../../src/rocketmq/grpc/wire-message.ts';

/** A call that a fake proxy got. */
export interface FakeCall {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly message: WireMessage;
}

export interface FakeProxy {
  readonly address: string;
  readonly calls: readonly FakeCall[];
  /** Ends all connections and takes no more. */
  stop(): Promise<void>;
}

/**
 * A proxy that answers each message with what `answer` says, or the call with a status of gRPC; with INTERNAL where it cannot
 * read a message.
 */
export const startFakeProxy = async (
  answer: (call: FakeCall) => WireMessage | number,
): Promise<FakeProxy> => {
  const calls: FakeCall[] = [];
  const sessions = new Set<{ destroy(): void }>();
  const server = createServer();
  server.on('session', (session) => sessions.add(session));
  server.on('stream', (stream, headers) => {
    const reader = new FrameReader(1_000_000);
    const content = { ':status': 200, 'content-type': 'application/grpc' };
    stream.on('error', () => undefined);
    const end = (status: number) => {
      stream.removeAllListeners('data').resume();
      stream.respond(
        { ...content, 'grpc-status': String(status), 'grpc-message': 'no%20such' },
        { endStream: true },
      );
    };
    const take = (bytes: Uint8Array): void => {
      const call = { method: methodOf(headers[':path']!)!, headers, message: readMessage(bytes) };
      calls.push(call);
      const told = answer(call);
      if (typeof told === 'number') {
        end(told);
        return;
      }
      if (!stream.headersSent) stream.respond(content, { waitForTrailers: true });
      stream.write(grpcFrame(messageBytes(told)));
    };
    stream.on('data', (piece: Buffer) => {
      try {
        for (const bytes of reader.push(piece)) take(bytes);
      } catch {
        end(GRPC.INTERNAL);
      }
    });
    stream.on('end', () => stream.writable && stream.end());
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    for (const session of sessions) session.destroy();
    if (server.listening) {
      server.close();
      await once(server, 'close');
    }
  };
  onTestFinished(stop);
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, calls, stop };
};
