import { brokerErrors, connectionErrors } from '@mqferry/rocketmq';
import { expect, test } from 'vitest';
import { requireReadable, requireRelease } from '../../../src/rocketmq-metadata/export/require-readable.ts';
import { aBroker } from '../support/readings.ts';

const down = (name: string) => ({
  ...aBroker(name),
  content: {
    error: connectionErrors.ROCKETMQ_CONNECT_FAILED({ broker: `${name}:10911`, reason: 'no route' }),
  },
});
const locked = (name: string) => ({
  ...aBroker(name),
  content: {
    error: brokerErrors.ROCKETMQ_AUTHENTICATION_FAILED({
      server: name,
      request: 'X',
      remark: 'no accessKey',
    }),
  },
});

test('a broker before 4.0 is refused by name and release', () => {
  expect(() => requireRelease('V3_5_8', 'broker-a')).toThrow(/broker-a is of V3_5_8/);
  for (const version of ['V4_0_0', 'V5_5_0', undefined])
    expect(() => requireRelease(version, 'broker-a')).not.toThrow();
});

test('brokers that cannot be reached are told with the addresses that they registered', () => {
  expect(() => requireReadable([down('broker-a'), down('broker-b')])).toThrow(
    /broker-a \(broker-a:10911\): .*no route.*broker-b \(broker-b:10911\)/,
  );
  expect(() => requireReadable([down('broker-a'), locked('broker-b')])).toThrow(/no broker can be read/);
  expect(() => requireReadable([down('broker-a'), aBroker('broker-b')])).not.toThrow();
});

test('wrong credentials are one error, not one for each broker', () => {
  expect(() => requireReadable([locked('broker-a'), locked('broker-b')])).toThrow(
    expect.objectContaining({ code: 'ROCKETMQ_AUTHENTICATION_FAILED' }),
  );
});
