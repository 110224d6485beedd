import { describe, expect, test } from 'vitest';
import {
  changesOf,
  connectionOf,
  type TypedCluster,
  typedOf,
  wrongAddress,
} from '../../src/rocketmq/connection/connection-text.ts';

const STORED = {
  ...{ nameServers: '10.0.0.1:9876;10.0.0.2:9876', clusterName: 'DefaultCluster', accessKey: 'admin' },
  tls: { ca: 'CA', certificate: 'CERT', hasKey: true, verifyHostname: true },
};
const BEFORE = { name: 'old', connection: STORED };

/** As the form is when nobody has typed anything. */
const untouched = (): TypedCluster => ({ name: 'old', ...typedOf(STORED), clusterName: 'DefaultCluster' });

/** What is told of secrets, for comparing. */
const revealed = (change: ReturnType<typeof changesOf>): unknown =>
  JSON.parse(
    JSON.stringify({
      ...change,
      ...(change.secretKey ? { secretKey: change.secretKey.reveal() } : {}),
      ...(change.tls?.key ? { tls: { ...change.tls, key: change.tls.key.reveal() } } : {}),
    }),
  );

describe('a connection', () => {
  test('takes addresses as they are pasted', () => {
    const nameServers = ' 10.0.0.1:9876；\n10.0.0.2:9876; ';
    expect(connectionOf({ nameServers })).toEqual({ nameServers: '10.0.0.1:9876;10.0.0.2:9876' });
  });

  test.each([
    ['10.0.0.1:9876', undefined],
    ['ns.example:9876;[::1]:9876', undefined],
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.1:9876,10.0.0.2:9876', '10.0.0.1:9876,10.0.0.2:9876'],
    ['10.0.0.1:9876;http://ns', 'http://ns'],
  ])('tells what is no address in “%s”: %s', (text, wrong) => {
    expect(wrongAddress(text)).toBe(wrong);
  });

  test('leaves out what is empty, and everything of TLS where that is off', () => {
    const typed = { nameServers: 'a:1', accessKey: ' ', secretKey: '', tls: false, ca: 'CA' };
    expect(connectionOf(typed)).toEqual({ nameServers: 'a:1' });
    expect(connectionOf({ ...typed, tls: true, verifyHostname: false })).toEqual({
      ...{ nameServers: 'a:1', tls: { ca: 'CA', verifyHostname: false } },
    });
  });
});

describe('a change', () => {
  test('of nothing changes nothing', () => {
    expect(changesOf(untouched(), BEFORE)).toEqual({});
  });

  test('tells the name alone where only that was typed', () => {
    expect(changesOf({ ...untouched(), name: 'new' }, BEFORE)).toEqual({ name: 'new' });
  });

  test('takes away an access key and TLS', () => {
    expect(changesOf({ ...untouched(), accessKey: '', tls: false }, BEFORE)).toEqual({
      ...{ accessKey: null, tls: null },
    });
  });

  test('replaces all of TLS when something of it changes, and leaves out a key that stays', () => {
    expect(revealed(changesOf({ ...untouched(), ca: 'OTHER' }, BEFORE))).toEqual({
      tls: { ca: 'OTHER', certificate: 'CERT', verifyHostname: true },
    });
    expect(revealed(changesOf({ ...untouched(), key: 'KEY', secretKey: 's3cret' }, BEFORE))).toEqual({
      ...{ secretKey: 's3cret', tls: { ca: 'CA', certificate: 'CERT', key: 'KEY', verifyHostname: true } },
    });
  });
});
