import { clientWith, NOW, topicAt } from '../some-facts.ts';
import { NOT_KNOWN, testCases } from './measured.ts';

testCases([
  [
    'nobody, since gateways began to serve',
    'routes-taken',
    { clients: [] },
    topicAt('switching', { servedSince: NOW - 10_000 }),
    'fail',
    'SEAMLESS_ROUTES_NOT_APPLIED',
    { seconds: 70 },
  ],
  ['nobody, for long', 'routes-taken', { clients: [] }, undefined, 'pass', undefined],

  [
    'a silent gateway',
    'gateways-serve',
    { gateways: [{ id: 'gw-2', revision: 5, heardAt: NOW - 16_000 }] },
    undefined,
    'fail',
    'SEAMLESS_GATEWAY_SILENT',
    { gateways: 'gw-2', seconds: 15 },
  ],
  [
    'a gateway with an old table',
    'gateways-serve',
    {
      gateways: [
        { id: 'gw-1', revision: 5, heardAt: NOW },
        { id: 'gw-2', revision: 4, heardAt: NOW },
      ],
    },
    undefined,
    'fail',
    'SEAMLESS_GATEWAY_BEHIND',
    { gateways: 'gw-2' },
  ],
  [
    'a gateway with a newer table',
    'gateways-serve',
    { gateways: [{ id: 'gw-1', revision: 6, heardAt: NOW }] },
    undefined,
    'pass',
    undefined,
  ],
  ['no gateway', 'gateways-serve', { gateways: [] }, undefined, 'fail', 'SEAMLESS_NO_GATEWAY'],
  [
    'gateways that are not known',
    'gateways-serve',
    { gateways: undefined },
    undefined,
    'inconclusive',
    NOT_KNOWN,
  ],
  [
    'a client with the route before',
    'routes-taken',
    { clients: [clientWith({ shown: new Map([['orders', { revision: 4, at: NOW }]]) })] },
    topicAt('switching', { servedSince: NOW - 10_000 }),
    'fail',
    'SEAMLESS_ROUTES_NOT_TAKEN',
    { clients: 'c', seconds: 70 },
  ],
  [
    'a client that does not ask',
    'routes-taken',
    { clients: [clientWith({ shown: new Map() })] },
    undefined,
    'fail',
    'SEAMLESS_ROUTES_OVERDUE',
    { clients: 'c' },
  ],
  [
    'a client that was shown the route just now',
    'routes-taken',
    { clients: [clientWith({ shown: new Map([['orders', { revision: 5, at: NOW - 9_500 }]]) })] },
    undefined,
    'fail',
    'SEAMLESS_ROUTES_NOT_APPLIED',
    { seconds: 41 },
  ],
  [
    'a client with its own pace',
    'routes-taken',
    {
      clients: [
        clientWith({
          pace: { heartbeat: 1000, rebalance: 1000 },
          shown: new Map([['orders', { revision: 5, at: NOW - 9_500 }]]),
        }),
      ],
    },
    undefined,
    'pass',
    undefined,
  ],
  ['groups that are not known', 'routes-taken', { groups: undefined }, undefined, 'inconclusive', NOT_KNOWN],
]);
