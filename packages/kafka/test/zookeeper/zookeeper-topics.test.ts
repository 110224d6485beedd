import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { ByteReader, ByteWriter } from '@mqferry/core';
import { afterEach, expect, test } from 'vitest';
import { readZookeeperTopics } from '../../src/zookeeper/zookeeper-topics.ts';

let server: Server;
afterEach(() => {
  server.close();
});

const OK = 0;
const NO_NODE = -101;
const NO_AUTH = -102;

/** A server that has these nodes; a number stands for the error that it answers with. */
const serve = async (nodes: Record<string, string | number>) => {
  const answer = (socket: Socket, write: (writer: ByteWriter) => void) => {
    const writer = new ByteWriter();
    write(writer);
    const size = Buffer.alloc(4);
    size.writeInt32BE(writer.length);
    socket.write(Buffer.concat([size, writer.toBuffer()]));
  };
  const text = (writer: ByteWriter, value: string) => {
    writer.int32(Buffer.byteLength(value));
    writer.text(value);
  };
  server = createServer((socket) => {
    let rest = Buffer.alloc(0);
    let isConnected = false;
    socket.on('error', () => {});
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
        const reader = new ByteReader(rest.subarray(4, 4 + rest.readInt32BE(0)));
        rest = rest.subarray(4 + rest.readInt32BE(0));
        if (!isConnected) {
          isConnected = true;
          answer(socket, (writer) => writer.bytes(Buffer.alloc(36)));
          continue;
        }
        const [xid, type] = [reader.int32(), reader.int32()];
        const path = reader.remaining > 0 ? reader.text(reader.int32()) : '';
        const children = [
          ...new Set(
            Object.keys(nodes).flatMap((node) =>
              node.startsWith(`${path}/`) ? [node.slice(path.length + 1).split('/')[0]!] : [],
            ),
          ),
        ];
        const node = nodes[path];
        const isThere = type === 8 ? children.length > 0 : typeof node === 'string';
        answer(socket, (writer) => {
          writer.int32(xid);
          writer.int64(1n);
          writer.int32(typeof node === 'number' ? node : isThere || type === -11 ? OK : NO_NODE);
          if (type === 4 && isThere) text(writer, node as string);
          if (type === 8 && isThere) {
            writer.int32(children.length);
            for (const child of children) text(writer, child);
          }
        });
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { host: '127.0.0.1', port: (server.address() as { port: number }).port };
};

const TOPIC = '{"version":1,"partitions":{"10":[3],"9":[1,2]}}';

test('topics have the partitions and configs that brokers wrote, in order', async () => {
  const at = await serve({
    '/root/brokers/topics/b': TOPIC,
    '/root/brokers/topics/a': '{"version":3,"topic_id":"x","partitions":{"0":[1]},"adding_replicas":{}}',
    '/root/config/topics/b': '{"version":1,"config":{"cleanup.policy":"compact"}}',
  });
  const gone = { host: '127.0.0.1', port: 1 };
  const topics = await readZookeeperTopics({ servers: [gone, at], root: '/root' });
  expect(topics.map(({ name, partitions, configs }) => [name, partitions, [...configs.values()]])).toEqual([
    ['a', [{ partition: 0, replicas: [1] }], []],
    [
      'b',
      [
        { partition: 9, replicas: [1, 2] },
        { partition: 10, replicas: [3] },
      ],
      [{ name: 'cleanup.policy', value: 'compact', source: 'topic' }],
    ],
  ]);
});

test.each([
  ['ZOOKEEPER_NO_KAFKA', {}],
  ['ZOOKEEPER_REFUSED', { '/brokers/topics/a': NO_AUTH }],
  ['ZOOKEEPER_DATA_INVALID', { '/brokers/topics/a': 'no json' }],
  ['ZOOKEEPER_DATA_INVALID', { '/brokers/topics/a': '{"version":1}' }],
])('%s tells what is wrong', async (code, nodes: Record<string, string | number>) => {
  const at = await serve(nodes);
  await expect(readZookeeperTopics({ servers: [at], root: '' })).rejects.toMatchObject({ code });
});

test('a ZooKeeper that is not there is told with the reason of each server', async () => {
  const { port } = await serve({});
  server.close();
  await expect(
    readZookeeperTopics({ servers: [{ host: '127.0.0.1', port }], root: '' }),
  ).rejects.toMatchObject({ code: 'ZOOKEEPER_UNREACHABLE', message: /refused/u });
});
