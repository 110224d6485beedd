import { Hidden } from '@mqferry/core';
import { describe, expect, test } from 'vitest';
import { accessKeyOf, isSignedWith, signed } from '../../src/connection/credentials.ts';
import { RELEASES } from '../message/read-vectors.ts';
import { readFrameVectors } from '../protocol/read-frame-vectors.ts';

describe.each(RELEASES)('signatures of RocketMQ %s', (release) => {
  const { signatures } = readFrameVectors(release);

  test.each(signatures.map((vector, at) => [at, vector] as const))('vector %i', (_, vector) => {
    const { accessKey, secretKey: secret, token, fields } = vector;
    const body = Buffer.from(vector.body, 'hex');
    const secretKey = new Hidden(secret);
    const credentials = {
      ...{ accessKey, secretKey },
      ...(token === '' ? {} : { securityToken: new Hidden(token) }),
    };
    expect(signed(fields, body, credentials)).toEqual(vector.signed);
    expect(isSignedWith(vector.signed, body, secretKey)).toBe(true);
    expect(accessKeyOf(vector.signed)).toBe(accessKey);
  });
});

test('no signature, and one that is none, are not those of a key', () => {
  const key = new Hidden('secret-of-shop');
  for (const fields of [{}, { Signature: '' }, { Signature: 'AAAA' }, { Signature: '中' }] as Record<
    string,
    string
  >[])
    expect(isSignedWith(fields, Buffer.alloc(0), key)).toBe(false);
});
