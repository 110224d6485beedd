import { gatewayReport } from '@mqferry/api';
import { type NameServerGateway, readTable, type SeenClient } from '@mqferry/gateway';
import { expect, test } from 'vitest';
import { reportOf } from '../../src/gateway/gateway-report.ts';

const table = readTable(
  'a.json',
  JSON.stringify({
    ...{ format: 'mqferry-routing-table', version: 1, revision: 3 },
    topics: { orders: { source: 'read-write', target: 'read' } },
    groups: { billing: { source: 'read-write', target: 'read' } },
  }),
);

const shown = { revision: 3, at: 1_800_000_000_000 };

const client = (changes: Partial<SeenClient> = {}): SeenClient => ({
  ...{ address: '10.0.0.7:40000', language: 'JAVA', version: 455, isConnected: true },
  ...{ connectedAt: shown.at, lastSeenAt: shown.at, routes: new Map(), heartbeat: undefined },
  ...changes,
});

const report = (clients: readonly SeenClient[], links: readonly string[] = []) => {
  const gateway = { clients: () => clients, revision: () => 3 } as unknown as NameServerGateway;
  const told = reportOf({ mode: 'proxy', gateway, links: () => links }, 'mq.example.com:9876', table);
  return gatewayReport.parse(JSON.parse(JSON.stringify(told)));
};

test('a report has every client with what it said, and its routes of the topics in the table', () => {
  const consumer = { group: 'billing', consumeType: 'CONSUME_PASSIVELY', topics: ['orders', 'other'] };
  const names = ['orders', 'other', '%RETRY%billing', '%RETRY%others', 'billing'];
  const clients = [
    client({
      routes: new Map(names.map((topic) => [topic, shown])),
      heartbeat: {
        ...{ clientId: '10.0.0.7@1', producerGroups: ['shop'] },
        consumers: [{ ...consumer, messageModel: undefined, consumeFromWhere: undefined }],
      },
    }),
    client({ address: '10.0.0.8:1', isConnected: false }),
  ];
  expect(report(clients, ['10.0.0.1:50000'])).toEqual({
    ...{ mode: 'proxy', address: 'mq.example.com:9876', revision: 3, links: ['10.0.0.1:50000'] },
    connections: [
      {
        ...clients[0],
        routes: { orders: shown, '%RETRY%billing': shown },
        heartbeat: { clientId: '10.0.0.7@1', producerGroups: ['shop'], consumers: [consumer] },
      },
      { ...clients[1], routes: {}, heartbeat: null },
    ],
  });
});

test('what is too much for a report are clients that have left', () => {
  const left = Array.from({ length: 100_000 }, () => client({ isConnected: false }));
  expect(report([...left, client({ address: '10.0.0.9:1' })]).connections).toMatchObject([
    { address: '10.0.0.9:1' },
  ]);
});
