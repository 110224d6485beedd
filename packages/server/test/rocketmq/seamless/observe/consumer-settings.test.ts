import { expect, test } from 'vitest';
import { type ClientSettings, namesOf } from '../../../../src/rocketmq/seamless/observe/consumer-settings.ts';
import { clientsOf } from '../../../../src/rocketmq/seamless/observe/seen-clients.ts';

const [GATEWAY, SOURCE, ALIAS] = ['gate:9876', '10.0.0.1:9876', 'mq.example.com:9876'];

const settings = (told: Partial<ClientSettings>): ClientSettings => ({
  ...{ nameServers: undefined, poll: undefined, heartbeat: undefined },
  ...told,
});

test.each([
  [[GATEWAY], 'gateways'],
  [[SOURCE], 'others'],
  [[GATEWAY, SOURCE], 'both'],
  [[ALIAS, SOURCE], 'both'],
  [[ALIAS], undefined],
  [[], undefined],
  [undefined, undefined],
] as const)('name servers %j are told as %s', (nameServers, told) => {
  expect(namesOf(settings({ nameServers }), new Set([GATEWAY]), new Set([SOURCE]))).toBe(told);
});

test('a gateway at the address of an old name server is a gateway', () => {
  const addresses = new Set([SOURCE]);
  expect(namesOf(settings({ nameServers: [SOURCE] }), addresses, addresses)).toBe('gateways');
});

const paceOf = (
  measured: { pollMs?: number; heartbeatMs?: number },
  told: Partial<ClientSettings> | undefined,
  usual = {},
) => {
  const connection = {
    ...{ address: '10.0.0.7:4000', language: 'JAVA', version: 407, connectedAt: 0, lastSeenAt: 0 },
    ...{ isConnected: true, routes: new Map([['orders', { revision: 1, at: 0 }]]), ...measured },
    heartbeat: { clientId: 'c', producerGroups: [], consumers: [] },
  };
  const settingsOf = () => told && settings(told);
  return clientsOf([connection], new Map(), () => 1, usual, settingsOf).get('c')!.pace;
};

test('a client’s pace is what was measured, else what is usual', () => {
  expect(paceOf({}, undefined)).toEqual({ poll: 30_000, heartbeat: 30_000 });
  expect(paceOf({ pollMs: 3_000, heartbeatMs: 60_000 }, undefined)).toEqual({
    poll: 3_000,
    heartbeat: 60_000,
  });
  expect(paceOf({ pollMs: 3_000 }, undefined, { heartbeat: 1_000 })).toEqual({
    ...{ poll: 3_000, heartbeat: 1_000 },
  });
});

test('what it says of its own settings makes it longer, never shorter', () => {
  expect(paceOf({}, { poll: 1_000, heartbeat: 90_000 })).toEqual({ poll: 30_000, heartbeat: 90_000 });
  expect(paceOf({ pollMs: 3_000 }, { poll: 5_000 })).toEqual({ poll: 5_000, heartbeat: 30_000 });
});
