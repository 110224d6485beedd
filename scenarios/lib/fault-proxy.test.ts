import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultProxy } from './fault-proxy.ts';
import { FrameCutter } from './kafka-frames.ts';

const HOST = '127.0.0.1';
const NEVER = new AbortController().signal;

/** A frame with an API key, a version and a text. */
const frame = (apiKey: number, text: string): Buffer => {
  const bytes = Buffer.alloc(8 + text.length);
  bytes.writeInt32BE(4 + text.length, 0);
  bytes.writeInt16BE(apiKey, 4);
  bytes.write(text, 8);
  return bytes;
};

const textOf = (bytes: Buffer): string => bytes.toString('latin1', 8);

/** Everything that comes out of a socket until it ends. */
const collect = async (socket: Socket): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks);
};

describe('a fault proxy', () => {
  let echo: Server;
  let proxy: FaultProxy;
  let client: Socket;
  /** What the broker got. */
  const got: string[] = [];

  const answer = async (): Promise<string> => textOf((await once(client, 'data'))[0] as Buffer);

  beforeEach(async () => {
    got.length = 0;
    echo = createServer((socket) => {
      const cutter = new FrameCutter();
      socket.on('data', (chunk) => {
        for (const request of cutter.push(chunk)) {
          got.push(textOf(request));
          socket.write(request);
        }
      });
      socket.on('error', () => {});
    });
    echo.listen(0, HOST);
    await once(echo, 'listening');
    proxy = await FaultProxy.open(1);
    proxy.routeTo([(echo.address() as { port: number }).port]);
    client = connect(proxy.ports[0]!, HOST);
    await once(client, 'connect');
  });
  afterEach(async () => {
    client.destroy();
    await proxy.close();
    echo.close();
  });

  it('passes frames in order, however they are cut up', async () => {
    const both = Buffer.concat([frame(0, 'one'), frame(27, 'two')]);
    client.write(both.subarray(0, 5));
    client.write(both.subarray(5));
    const received: string[] = [];
    const cutter = new FrameCutter();
    for await (const chunk of client) {
      received.push(...cutter.push(chunk as Buffer).map(textOf));
      if (received.length === 2) break;
    }
    expect(received).toEqual(['one', 'two']);
    expect(proxy.unanswered()).toEqual([]);
  });

  it('holds the frame it was asked for and those behind it', async () => {
    const holding = proxy.hold('request', ({ apiKey }) => apiKey === 27, NEVER);
    client.write(frame(0, 'before'));
    client.write(frame(27, 'held'));
    client.write(frame(0, 'behind'));
    expect(await answer()).toBe('before');
    const held = (await holding)!;
    expect(got).toEqual(['before']);
    expect(proxy.unanswered()[0]).toMatchObject({ apiKey: 27, broker: 0 });
    held.pass();
    expect(await answer()).toBe('held');
    expect(got).toContain('held');
  });

  it('delivers a request whose connection is dead', async () => {
    const holding = proxy.hold('request', () => true, NEVER);
    client.write(frame(27, 'late'));
    const held = (await holding)!;
    held.sever();
    await once(client, 'close');
    expect(got).toEqual([]);
    held.pass();
    await expect.poll(() => got).toEqual(['late']);
    await expect.poll(() => proxy.unanswered()).toEqual([]);
  });

  it.each(['request', 'answer'] as const)('cuts a connection in the middle of a %s', async (direction) => {
    const holding = proxy.hold(direction, () => true, NEVER);
    const received = collect(client);
    client.write(frame(27, 'four times four.'));
    (await holding)!.cut(50);
    expect((await received).length).toBe(direction === 'answer' ? 12 : 0);
    expect(got).toEqual(direction === 'answer' ? ['four times four.'] : []);
  });

  it('gives up a held answer when the broker is gone', async () => {
    const holding = proxy.hold('answer', () => true, NEVER);
    const received = collect(client);
    client.write(frame(27, 'x'));
    await holding;
    const [{ connection }] = proxy.unanswered() as [ReturnType<FaultProxy['unanswered']>[number]];
    connection.cut();
    expect((await received).length).toBe(0);
  });

  it('ends the wait for a frame that does not come', async () => {
    expect(await proxy.hold('request', () => true, AbortSignal.timeout(1))).toBeUndefined();
  });
});
