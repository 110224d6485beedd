import { describe, expect, it } from 'vitest';
import { kafkaErrorByCode } from '../../src/protocol/error-codes.ts';
import { kafkaErrorTable } from '../../src/protocol/generated/error-table.ts';

describe("Kafka's error codes", () => {
  it.each([
    [0, 'NONE', false, false],
    [-1, 'UNKNOWN_SERVER_ERROR', false, false],
    [1, 'OFFSET_OUT_OF_RANGE', false, false],
    [6, 'NOT_LEADER_OR_FOLLOWER', true, true],
    [7, 'REQUEST_TIMED_OUT', true, false],
    [29, 'TOPIC_AUTHORIZATION_FAILED', false, false],
  ])('%i is %s', (code, name, retriable, refreshMetadata) => {
    expect(kafkaErrorByCode(code)).toMatchObject({ code, name, retriable, refreshMetadata });
  });

  it('are known without a gap', () => {
    expect(kafkaErrorTable.map(({ code }) => code)).toEqual(
      kafkaErrorTable.map((_error, index) => index - 1),
    );
  });

  it('newer than the table are final and keep their number', () => {
    expect(kafkaErrorByCode(9999)).toMatchObject({ code: 9999, retriable: false, refreshMetadata: false });
  });
});
