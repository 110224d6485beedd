import { Hidden } from '@mqferry/core';
import { expect, test } from 'vitest';
import { parseProperties, propertiesBytes } from '../../src/protocol/properties.ts';

test('settings are read line by line, with everything behind the first equals sign', () => {
  const text =
    'brokerName=broker-a\nnamesrvAddr=a:1;b:2\nempty=\nmessageDelayLevel=1s 5s\nodd=a=b\\c\nno setting\n';
  expect([...parseProperties(Buffer.from(text))]).toEqual([
    ['brokerName', 'broker-a'],
    ['namesrvAddr', 'a:1;b:2'],
    ['empty', ''],
    ['messageDelayLevel', '1s 5s'],
    ['odd', 'a=b\\c'],
  ]);
});

test('passwords are not shown', () => {
  const text =
    'initAuthenticationUser={"password":"s"}\ninnerClientAuthenticationCredentials=s\nsslKeyPassword=\n';
  const settings = parseProperties(Buffer.from(text));
  expect(JSON.stringify([...settings])).toBe(
    '[["initAuthenticationUser","***"],["innerClientAuthenticationCredentials","***"],["sslKeyPassword",""]]',
  );
  const credentials = settings.get('innerClientAuthenticationCredentials');
  expect(credentials instanceof Hidden && credentials.reveal()).toBe('s');
});

test('what may be syntax to Java is escaped', () => {
  expect(propertiesBytes({ brokerPermission: '6', 'a b': ' =:#!\\\n中😀', list: 'a;b,c' }).toString()).toBe(
    'brokerPermission=6\na\\u0020b=\\u0020\\u003d\\u003a\\u0023\\u0021\\u005c\\u000a\\u4e2d\\ud83d\\ude00\nlist=a;b,c\n',
  );
});
