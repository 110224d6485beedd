import { expect, it } from 'vitest';
import { oauthBearer } from '../../../src/client/sasl/oauthbearer.ts';

it('sends the token and its extensions', async () => {
  const dialogue = oauthBearer({ value: 'abc', extensions: { traceId: '123', cluster: 'x' } });
  expect(String(await dialogue.next(undefined))).toBe(
    'n,,\x01auth=Bearer abc\x01traceId=123\x01cluster=x\x01\x01',
  );
  expect(await dialogue.next(Buffer.alloc(0))).toBeUndefined();
});

it('gives the reason of a broker that refuses the token', async () => {
  const dialogue = oauthBearer({ value: 'abc' });
  expect(String(await dialogue.next(undefined))).toBe('n,,\x01auth=Bearer abc\x01\x01');
  const refusal = dialogue.next(Buffer.from('{"status":"invalid_token"}'));
  await expect(refusal).rejects.toThrow('invalid_token');
});
