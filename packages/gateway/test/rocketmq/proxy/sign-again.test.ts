import { Hidden } from '@mqferry/core';
import { isSignedWith, type RemotingCommand, signed } from '@mqferry/rocketmq';
import { describe, expect, it } from 'vitest';
import { signAgain } from '../../../src/rocketmq/proxy/sign-again.ts';

const KEY = { accessKey: 'application', secretKey: new Hidden('application-secret') };
const BODY = Buffer.from('before');

const request = (fields: RemotingCommand['fields']): RemotingCommand => ({
  ...{ code: 41, language: 'JAVA', version: 407, opaque: 7, flag: 0, remark: undefined, fields },
  ...{ body: BODY, serialization: 'JSON' },
});
const changed = (came: RemotingCommand): RemotingCommand => ({ ...came, body: Buffer.from('after') });
const keys = (accessKey: string) => (accessKey === KEY.accessKey ? KEY.secretKey : undefined);

describe('a request that was changed', () => {
  it('is signed anew when it was signed', () => {
    const came = request(signed({ topic: 't' }, BODY, KEY));
    const { request: going } = signAgain(came, changed(came), keys) as { request: RemotingCommand };
    expect(isSignedWith(going.fields, Buffer.from('after'), KEY.secretKey)).toBe(true);
  });

  it('is refused when its signature was wrong, for nobody may have others sign', () => {
    const came = request({ ...signed({ topic: 't' }, BODY, KEY), topic: 'another' });
    expect(signAgain(came, changed(came), keys)).toEqual({ remark: expect.stringContaining('signature') });
  });

  it('is refused when the key is not known, unless nothing was changed', () => {
    const came = request(signed({}, BODY, { ...KEY, accessKey: 'somebody' }));
    expect(signAgain(came, changed(came), keys)).toEqual({ remark: expect.stringContaining('somebody') });
    expect(signAgain(came, came, keys)).toEqual({ request: came });
  });

  it('stays without a signature when it had none', () => {
    const came = request({ topic: 't' });
    expect(signAgain(came, changed(came), keys)).toEqual({ request: changed(came) });
  });
});
