import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { ByteReader, ByteSink } from '@mqferry/core';
import { expect, it, vi } from 'vitest';
import { RequestPipeline } from '../../src/client/request-pipeline.ts';
import { frame } from './fake-broker.ts';

const LIMITS = { maxInFlight: 100, maxFrameBytes: 1_000_000 };

/** A socket whose other end takes bytes only when the test lets it. */
const setUp = (limits = LIMITS) => {
  const taken: Buffer[] = [];
  let release: (() => void) | undefined;
  const socket = new Duplex({
    writableHighWaterMark: 1_000,
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      taken.push(chunk);
      release = done;
    },
  });
  let sink: ByteSink | undefined;
  const pipeline = new RequestPipeline(
    {
      socket: socket as Socket,
      receive: (given) => {
        sink = given;
      },
    },
    'broker:9092',
    limits,
  );
  let correlationId = 0;
  const request = (size: number, first = false, timeoutMs = 10_000): Promise<ByteReader> => {
    const { promise, resolve, reject } = Promise.withResolvers<ByteReader>();
    const chunks = [Buffer.alloc(size)];
    const outgoing = {
      label: 'Test',
      chunks,
      correlationId: correlationId++,
      timeoutMs,
      resolve,
      reject,
    };
    if (first) pipeline.sendFirst(outgoing);
    else pipeline.send(outgoing);
    promise.catch(() => {});
    return promise;
  };
  const answer = (id: number) => {
    const body = Buffer.alloc(8);
    body.writeInt32BE(id);
    sink?.push(frame(body));
  };
  /** Takes all there is; gives how many bytes that was. */
  const drain = async (): Promise<number> => {
    while (release) {
      const next = release;
      release = undefined;
      next();
      await new Promise(setImmediate);
    }
    return Buffer.concat(taken.splice(0)).length;
  };
  return { pipeline, request, answer, drain, socket };
};

it('keeps requests back while the broker does not read', async () => {
  const { request, drain, socket } = setUp();
  for (let i = 0; i < 50; i += 1) void request(604);
  // The second one filled the buffer of the socket.
  expect(socket.writableLength).toBeLessThan(2 * 604 + 1);
  expect(await drain()).toBe(50 * 604);
});

it('has no more requests under way than allowed', async () => {
  const { request, answer, drain } = setUp({ ...LIMITS, maxInFlight: 2 });
  const requests = [14, 14, 14].map((size) => request(size));
  expect(await drain()).toBe(2 * 14);
  answer(0);
  await requests[0];
  expect(await drain()).toBe(14);
});

it('lets only a login through while requests are held', async () => {
  const { pipeline, request, answer, drain } = setUp();
  pipeline.hold(true);
  void request(14);
  const login = request(24, true);
  expect(await drain()).toBe(24);
  answer(1);
  expect((await login).remaining).toBe(8);
  pipeline.hold(false);
  expect(await drain()).toBe(14);
});

it('rejects what is under way and what waits when it ends, and what comes later', async () => {
  const { pipeline, request } = setUp({ ...LIMITS, maxInFlight: 1 });
  const reason = new Error('over');
  const requests = [request(10), request(10)];
  pipeline.close(reason);
  requests.push(request(10), request(10, true));
  expect(await Promise.allSettled(requests)).toEqual(requests.map(() => ({ status: 'rejected', reason })));
  expect(await pipeline.closed).toBe(reason);
  expect(pipeline.isOpen).toBe(false);
});

it('ends when the oldest request is not answered in time, however long others may take', async () => {
  vi.useFakeTimers();
  try {
    const { pipeline, request, answer } = setUp();
    const requests = [request(10, false, 60_000), request(10, false, 2_000), request(10, false, 9_000)];
    vi.advanceTimersByTime(1_000);
    answer(0);
    await requests[0];
    vi.advanceTimersByTime(500);
    answer(1);
    await requests[1];
    vi.advanceTimersByTime(7_499);
    expect(pipeline.isOpen).toBe(true);
    vi.advanceTimersByTime(2);
    expect(await pipeline.closed).toMatchObject({ code: 'KAFKA_TIMEOUT', parameters: { ms: 9_000 } });
  } finally {
    vi.useRealTimers();
  }
});
