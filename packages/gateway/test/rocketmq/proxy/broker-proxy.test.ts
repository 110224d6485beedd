import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Hidden } from '@mqferry/core';
import { jsonBytes, type RemotingConnection, signed } from '@mqferry/rocketmq';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ClientSeen } from '../../../src/rocketmq/proxy/client-seen.ts';
import { ONLY_SOURCE } from '../../../src/rocketmq/routing-table.ts';
import { connect, connectSocket, PORTS, routing, startFakeBroker, startProxy } from './fake-broker.ts';

const SOURCE = (address: string) => ({ side: 'source', address, id: 0 }) as const;
const TARGET = (address: string) => ({ side: 'target', address, id: 0 }) as const;
const ONLY_TARGET = { source: 'none', target: 'read-write' } as const;

const send = (connection: RemotingConnection, topic: string, body = 'body') =>
  connection.request({
    code: 310,
    name: 'SEND',
    fields: { a: 'producers', b: topic },
    body: Buffer.from(body),
  });
const sendOneway = (connection: RemotingConnection, topic: string) =>
  connection.oneway({ code: 10, name: 'SEND', fields: { producerGroup: 'producers', topic } });

describe('a gateway that stands in for brokers', () => {
  it('forwards requests and answers, also over the VIP port', async () => {
    const broker = await startFakeBroker(({ fields, body }) => ({ code: 0, remark: 'well', fields, body }));
    const proxy = await startProxy([SOURCE(broker.address)]);
    const address = proxy.addressOf(SOURCE(broker.address))!;
    const port = Number(address.split(':')[1]);
    for (const each of [address, `127.0.0.1:${port - 2}`]) {
      const answer = await send(await connect(each), 'topic');
      expect(answer).toMatchObject({ code: 0, remark: 'well', fields: { a: 'producers', b: 'topic' } });
      expect(String(answer.body)).toBe('body');
    }
    expect(broker.connections).toHaveLength(2);
    expect(proxy.traffic()).toEqual([
      {
        topic: 'topic',
        side: 'source',
        traffic: expect.objectContaining({ requests: 2, answers: 2, refused: 0 }),
      },
    ]);
  });

  it('passes on what brokers ask their clients, to the client whose connection it is', async () => {
    const broker = await startFakeBroker();
    const proxy = await startProxy([SOURCE(broker.address)]);
    const address = proxy.addressOf(SOURCE(broker.address))!;
    const first = await connect(address, ({ code }) => ({ code: 0, remark: `first ${code}` }));
    await send(first, 'topic');
    const second = await connect(address, () => ({ code: 0, remark: 'second' }));
    await send(second, 'topic');
    const ask = (place: number) =>
      broker.connections[place]!.request({ code: 307, name: 'INFO', fields: {} });
    expect(await ask(0)).toMatchObject({ remark: 'first 307' });
    expect(await ask(1)).toMatchObject({ remark: 'second' });
  });

  it.each([17, 25, 215, 329, 3001])(
    'keeps request %i from brokers, which is for administrators',
    async (code) => {
      const broker = await startFakeBroker();
      const proxy = await startProxy([SOURCE(broker.address)]);
      const connection = await connect(proxy.addressOf(SOURCE(broker.address))!);
      expect(await connection.request({ code, name: String(code), fields: {} })).toMatchObject({ code: 16 });
      await send(connection, 'topic');
      expect(broker.requests.map((request) => request.code)).toEqual([310]);
    },
  );

  it('refuses writes that the table does not allow, counts them, and never refuses others', async () => {
    const broker = await startFakeBroker();
    const proxy = await startProxy([SOURCE(broker.address)], { table: routing({ moved: ONLY_TARGET }) });
    const client = await connect(proxy.addressOf(SOURCE(broker.address))!);
    expect(await send(client, 'moved')).toMatchObject({
      code: 16,
      remark: expect.stringContaining('gateway'),
    });
    sendOneway(client, 'moved');
    expect(await send(client, 'other')).toMatchObject({ code: 0 });
    const others = [
      { code: 36, fields: { originTopic: 'moved' } },
      { code: 37, fields: { topic: 'moved' } },
      { code: 325, fields: { b: 'moved' } },
      { code: 310, fields: { b: '%RETRY%moved' } },
    ];
    for (const { code, fields } of others) {
      expect(await client.request({ code, name: 'OTHER', fields })).toMatchObject({ code: 0 });
    }
    expect(broker.requests.map(({ code }) => code)).toEqual([310, 36, 37, 325, 310]);
    const { traffic } = proxy.traffic().find(({ topic }) => topic === 'moved')!;
    expect(traffic).toMatchObject({ requests: 4, answers: 2, refused: 2, lost: 1 });
  });

  it('lets writes of held topics wait, and lets them go in their order where they may be written then', async () => {
    const broker = await startFakeBroker(({ body }) => ({ code: 0, body }));
    const proxy = await startProxy([SOURCE(broker.address)], {
      table: routing({ topic: ONLY_SOURCE }, { held: ['topic'] }),
    });
    const client = await connect(proxy.addressOf(SOURCE(broker.address))!);
    const answers = ['1', '2', '3'].map((body) => send(client, 'topic', body));
    await send(client, 'another');
    await expect.poll(() => proxy.waiting).toBe(3);
    expect(broker.requests.map(({ fields }) => fields.b)).toEqual(['another']);
    proxy.serve(routing({ topic: ONLY_SOURCE }));
    answers.push(send(client, 'topic', '4'));
    expect((await Promise.all(answers)).map(({ body }) => String(body))).toEqual(['1', '2', '3', '4']);
    expect(broker.requests.slice(1).map(({ body }) => String(body))).toEqual(['1', '2', '3', '4']);
  });

  it('refuses writes that wait when their topic has moved, when they wait too long, and when they are too many', async () => {
    const broker = await startFakeBroker();
    const held = routing({ topic: ONLY_SOURCE }, { held: ['topic'] });
    const options = { table: held, hold: { ms: 300, connectionBytes: 3000 } };
    const proxy = await startProxy([SOURCE(broker.address)], options);
    const client = await connect(proxy.addressOf(SOURCE(broker.address))!);
    const waiting = send(client, 'topic', 'x'.repeat(2000));
    expect(await send(client, 'topic', 'x'.repeat(2000))).toMatchObject({ code: 16 });
    expect(proxy.waiting).toBe(1);
    expect(await waiting).toMatchObject({ code: 16 });
    const next = send(client, 'topic', 'x'.repeat(2000));
    await expect.poll(() => proxy.waiting).toBe(1);
    proxy.serve(routing({ topic: ONLY_TARGET }));
    expect(await next).toMatchObject({ code: 16 });
    expect(broker.requests).toEqual([]);
    expect(proxy.traffic()[0]!.traffic).toMatchObject({ held: 2, refused: 3 });
  });

  it('forgets the waiting writes of a client that has gone', async () => {
    const broker = await startFakeBroker();
    const proxy = await startProxy([SOURCE(broker.address)], {
      table: routing({ topic: ONLY_SOURCE }, { held: ['topic'] }),
    });
    const client = await connect(proxy.addressOf(SOURCE(broker.address))!);
    send(client, 'topic').catch(() => undefined);
    await expect.poll(() => proxy.waiting).toBe(1);
    client.close();
    await expect.poll(() => proxy.waiting).toBe(0);
  });

  it('ends the connection of a client whose broker goes away, refuses connections, or is taken out', async () => {
    const broker = await startFakeBroker();
    const proxy = await startProxy([SOURCE(broker.address)]);
    const address = proxy.addressOf(SOURCE(broker.address))!;
    const client = await connect(address);
    await send(client, 'topic');
    await broker.stop();
    await client.closed;
    await (await connect(address)).closed;
    const other = await startFakeBroker();
    await proxy.setBrokers([SOURCE(other.address)]);
    expect(proxy.addressOf(SOURCE(broker.address))).toBeUndefined();
    const next = await connect(proxy.addressOf(SOURCE(other.address))!);
    await send(next, 'topic');
    await proxy.setBrokers([]);
    await next.closed;
  });

  it('ends the connection to the broker when the client goes', async () => {
    const broker = await startFakeBroker();
    const proxy = await startProxy([SOURCE(broker.address)]);
    const client = await connect(proxy.addressOf(SOURCE(broker.address))!);
    await send(client, 'topic');
    client.close();
    await broker.connections[0]!.closed;
  });

  it('ends connections that send what is no frame, or one that is too large', async () => {
    const broker = await startFakeBroker();
    const proxy = await startProxy([SOURCE(broker.address)], { maxFrameBytes: 1000 });
    for (const bytes of [
      [0, 0, 3, 0xe9],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 8, 9, 0, 0, 0],
    ]) {
      const socket = await connectSocket(proxy.addressOf(SOURCE(broker.address))!);
      const closed = once(socket, 'close');
      socket.write(Buffer.from(bytes));
      await closed;
    }
    expect(broker.requests).toEqual([]);
  });

  it('does not read from a broker what its client does not take', async () => {
    const broker = await startFakeBroker(() => undefined);
    const proxy = await startProxy([SOURCE(broker.address)]);
    const client = await connectSocket(proxy.addressOf(SOURCE(broker.address))!);
    client.pause();
    await expect.poll(() => broker.sockets.length).toBe(1);
    const [socket] = broker.sockets;
    const header = Buffer.from('{"code":0,"flag":1,"opaque":0}');
    const prefix = Buffer.alloc(8);
    prefix.writeInt32BE(4 + header.length + 1_000_000, 0);
    prefix.writeInt32BE(header.length, 4);
    const count = 64;
    const frames = Array.from({ length: count }, (_, i) =>
      Buffer.concat([prefix, header, Buffer.alloc(1_000_000, `message ${i} `)]),
    );
    const sent = createHash('sha1');
    for (const frame of frames) {
      sent.update(frame);
      socket!.write(frame);
    }
    // The system takes some on the way, the proxy nearly nothing: then nothing moves any more.
    let before: number | undefined;
    const stands = () => {
      const now = socket!.writableLength;
      const isSame = now === before && socket!.bytesWritten > now;
      before = now;
      return isSame ? now : 0;
    };
    await expect.poll(stands).toBeGreaterThan((count * 1_000_000) / 2);
    const received = createHash('sha1');
    client.on('data', (data: Buffer) => received.update(data));
    client.resume();
    await expect.poll(() => client.bytesRead).toBe(count * frames[0]!.length);
    expect(received.digest('hex')).toBe(sent.digest('hex'));
  });

  it('keeps the ports that brokers had, and takes no others when those are taken', async () => {
    const [one, two] = [await startFakeBroker(), await startFakeBroker()];
    const proxy = await startProxy([SOURCE(one.address), TARGET(two.address)]);
    const { assigned } = proxy;
    const addresses = [proxy.addressOf(SOURCE(one.address)), proxy.addressOf(TARGET(two.address))];
    await proxy.setBrokers([TARGET(two.address)]);
    await proxy.setBrokers([TARGET(two.address), SOURCE(one.address)]);
    expect(proxy.addressOf(SOURCE(one.address))).toBe(addresses[0]);
    await proxy.close();
    const next = await startProxy([TARGET(two.address), SOURCE(one.address)], { assigned });
    expect([next.addressOf(SOURCE(one.address)), next.addressOf(TARGET(two.address))]).toEqual(addresses);
    await next.close();
    const server = createServer().listen(assigned[0]!.port, '127.0.0.1');
    onTestFinished(() => {
      server.close();
    });
    await once(server, 'listening');
    await expect(startProxy([SOURCE(one.address)], { assigned })).rejects.toMatchObject({
      code: 'GATEWAY_PORT_IN_USE',
    });
    // A broker without an assignment passes over what is taken.
    const fresh = await startProxy([SOURCE(two.address)], {
      ports: { ...PORTS, first: assigned[0]!.port - 2 },
    });
    expect(fresh.addressOf(SOURCE(two.address))).not.toBe(addresses[0]);
  });

  it('tells who the clients are and what they write', async () => {
    const seen: ClientSeen[] = [];
    const broker = await startFakeBroker();
    const proxy = await startProxy([TARGET(broker.address)], {
      onClientSeen: (each) => seen.push(each),
      table: routing({ topic: ONLY_TARGET }),
    });
    const client = await connect(proxy.addressOf(TARGET(broker.address))!);
    const body = jsonBytes({
      clientID: '10.0.0.1@1',
      producerDataSet: [{ groupName: 'producers' }],
      consumerDataSet: [{ groupName: 'consumers', subscriptionDataSet: [{ topic: 'topic' }] }],
    });
    await client.request({ code: 34, name: 'HEART_BEAT', fields: {}, body });
    await client.request({ code: 34, name: 'HEART_BEAT', fields: {}, body: Buffer.from('{') });
    for (let i = 0; i < 3; i += 1) await send(client, 'topic');
    await client.request({
      code: 35,
      name: 'LEAVE',
      fields: { clientID: '10.0.0.1@1', consumerGroup: 'consumers' },
    });
    client.close();
    await expect.poll(() => seen.at(-1)?.kind).toBe('gone');
    expect(broker.requests[0]!.body.equals(body)).toBe(true);
    expect(broker.requests).toHaveLength(6);
    expect(seen.map(({ kind }) => kind)).toEqual(['heartbeat', 'writes', 'leaves', 'gone']);
    expect(seen[0]).toMatchObject({
      link: { side: 'target', broker: broker.address, client: expect.stringMatching(/^127\.0\.0\.1:/) },
      heartbeat: {
        clientId: '10.0.0.1@1',
        producerGroups: ['producers'],
        consumers: [{ group: 'consumers' }],
      },
    });
    expect(seen[1]).toMatchObject({ topic: 'topic', group: 'producers' });
  });

  it('tells from where it is connected to brokers, and goes on for a while for those who said who they are', async () => {
    const broker = await startFakeBroker();
    const proxy = await startProxy([SOURCE(broker.address)]);
    const address = proxy.addressOf(SOURCE(broker.address))!;
    const producer = await connect(address);
    await send(producer, 'topic');
    const silent = await connect(address);
    await silent.request({ code: 105, name: 'ASK', fields: {} });
    const peers = broker.sockets.map(({ remotePort }) => `127.0.0.1:${remotePort}`);
    expect(proxy.links()).toEqual(peers);
    producer.close();
    silent.close();
    await expect.poll(() => proxy.links()).toEqual(peers.slice(0, 1));
  });

  it('shows brokers of the target under their other names, both ways, and signs anew', async () => {
    const key = { accessKey: 'application', secretKey: new Hidden('application-secret') };
    const named = (name: string) => jsonBytes({ mqSet: [{ brokerName: name, queueId: 0, topic: 't' }] });
    const broker = await startFakeBroker(() => ({ code: 0, body: named('broker-a') }));
    const proxy = await startProxy([TARGET(broker.address)], {
      table: routing({}, { targetNames: new Map([['broker-a', 'broker-a@t']]) }),
      secretKeyOf: (accessKey) => (accessKey === key.accessKey ? key.secretKey : undefined),
    });
    const client = await connect(proxy.addressOf(TARGET(broker.address))!, () => ({
      code: 0,
      body: named('broker-a@t'),
    }));
    const lock = (fields = {}) =>
      client.request({ code: 41, name: 'LOCK', fields, body: named('broker-a@t') });
    expect(String((await lock()).body)).toBe(String(named('broker-a@t')));
    expect(String(broker.requests[0]!.body)).toBe(String(named('broker-a')));
    await lock(signed({}, named('broker-a@t'), key));
    expect(broker.requests[1]!.fields).toEqual(signed({}, named('broker-a'), key));
    expect(await lock(signed({}, named('broker-a@t'), { ...key, accessKey: 'stranger' }))).toMatchObject({
      code: 16,
      remark: expect.stringContaining('stranger'),
    });
    const info = await broker.connections[0]!.request({ code: 307, name: 'INFO', fields: {} });
    expect(String(info.body)).toBe(String(named('broker-a')));
  });

  it('joins the members of a group that is shown on both sides', async () => {
    const listing =
      (...ids: string[]) =>
      () => ({ code: 0, body: jsonBytes({ consumerIdList: ids }) });
    const source = await startFakeBroker(listing('a', 'b'));
    const [target, silent] = [
      await startFakeBroker(listing('b', 'c')),
      await startFakeBroker(() => undefined),
    ];
    const unknown = await startFakeBroker(() => ({ code: 1, remark: 'no consumer for this group' }));
    const brokers = [
      SOURCE(source.address),
      TARGET(target.address),
      TARGET(silent.address),
      TARGET(unknown.address),
    ];
    const both = { source: 'read-write', target: 'read' } as const;
    const proxy = await startProxy(brokers, { table: routing({}, { groups: new Map([['both', both]]) }) });
    const members = async (address: string, consumerGroup: string) => {
      const client = await connect(address);
      const { body } = await client.request({ code: 38, name: 'MEMBERS', fields: { consumerGroup } });
      return JSON.parse(String(body)).consumerIdList;
    };
    expect(await members(proxy.addressOf(brokers[0]!)!, 'both')).toEqual(['a', 'b', 'c']);
    expect(await members(proxy.addressOf(brokers[0]!)!, 'other')).toEqual(['a', 'b']);
    expect(await members(proxy.addressOf(brokers[3]!)!, 'both')).toEqual(['a', 'b']);
  });
});
