import { describe, expect, it } from 'vitest';
import { isSentAgain } from '../../../src/client/producer/retriable.ts';
import { brokerError, connectionErrors, type RemotingCommand } from '../../../src/index.ts';

const answered = (code: number, remark?: string) =>
  brokerError({ code, remark } as RemotingCommand, 'b', 'SEND');

describe('what is sent again', () => {
  it.each([1, 14, 16, 17, 204, 205])('is what a broker answers with %d', (code) => {
    expect(isSentAgain(answered(code))).toBe(true);
  });

  it.each([2, 13, 215, 999])('is not what a broker answers with %d', (code) => {
    expect(isSentAgain(answered(code))).toBe(false);
  });

  it('is what does not reach a broker, but not who is not let in', () => {
    expect(isSentAgain(connectionErrors.ROCKETMQ_TIMEOUT({ broker: 'b', request: 'r', ms: 1 }))).toBe(true);
    expect(isSentAgain(connectionErrors.ROCKETMQ_DISCONNECTED({ broker: 'b', reason: 'r' }))).toBe(true);
    expect(isSentAgain(answered(1, 'Check signature failed for accessKey=a'))).toBe(false);
    expect(isSentAgain(new Error('x'))).toBe(false);
  });
});
