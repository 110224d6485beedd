import { describe, expect, test } from 'vitest';
import { brokerError } from '../../src/protocol/broker-errors.ts';
import { RESPONSE } from '../../src/protocol/response-codes.ts';

const codeFor = (code: number, remark?: string) =>
  brokerError({ code, remark }, '10.0.0.1:10911', 'ASK').code;

describe('response codes', () => {
  const failures = Object.entries(RESPONSE).filter(([name]) => name !== 'SUCCESS');

  test.each(failures)('%s is an error of its own', (name, code) => {
    const error = brokerError({ code, remark: 'why' }, '10.0.0.1:10911', 'ASK');
    const expected = name === 'REQUEST_CODE_NOT_SUPPORTED' ? 'REQUEST_NOT_SUPPORTED' : name;
    expect(error.code).toBe(`ROCKETMQ_${expected}`);
    for (const text of [error.text('en'), error.text('zh')]) {
      for (const part of ['10.0.0.1:10911', 'ASK', 'why']) expect(text).toContain(part);
    }
  });

  test('one that is not known is told by its number', () => {
    const error = brokerError({ code: 4711, remark: undefined }, '10.0.0.1:10911', 'ASK');
    expect([error.code, error.parameters.code]).toEqual(['ROCKETMQ_UNKNOWN_RESPONSE', 4711]);
  });
});

describe('what is told in words, as brokers of 4.9.7 and 5.5.0 put it', () => {
  const exception = 'org.apache.rocketmq.acl.common.AclException: ';

  test.each([
    [1, `${exception}No accessKey is configured, org.apache…`, 'AUTHENTICATION_FAILED'],
    [1, `${exception}No acl config for shop0001, org.apache…`, 'AUTHENTICATION_FAILED'],
    [1, `${exception}Check signature failed for accessKey=shop0001, org.apache…`, 'AUTHENTICATION_FAILED'],
    [1, `${exception}No default permission for orders, org.apache…`, 'NO_PERMISSION'],
    [
      1,
      `${exception}Need admin permission for request code=50, but accessKey=shop0001 is not, org.apache…`,
      'NO_PERMISSION',
    ],
    [1, 'the producer group[pg] not exist', 'SYSTEM_ERROR'],
    [16, 'username cannot be null.', 'AUTHENTICATION_FAILED'],
    [16, 'User:shop0001 is not found.', 'AUTHENTICATION_FAILED'],
    [16, 'User:shop0001 is disabled.', 'AUTHENTICATION_FAILED'],
    [16, 'check signature failed.', 'AUTHENTICATION_FAILED'],
    [
      16,
      'User:shop0001 has no permission to access Topic:orders from 10.0.0.1, no matched policies.',
      'NO_PERMISSION',
    ],
    [16, 'The user is existed', 'USER_EXISTS'],
    [16, 'The user is not exist', 'USER_NOT_EXIST'],
    [16, 'The subject of User:nobody is not exist.', 'USER_NOT_EXIST'],
    [16, 'The subject is not exist.', 'USER_NOT_EXIST'],
    [16, 'The acl is not exist.', 'POLICY_NOT_EXIST'],
    [16, 'password can not be blank', 'INVALID_PARAMETER'],
    [16, 'The actions is empty.', 'INVALID_PARAMETER'],
    [16, 'The resource type is null.', 'INVALID_PARAMETER'],
    [16, 'The super user can only be update by super user', 'NO_PERMISSION'],
  ])('%i: %s', (code, remark, expected) => {
    expect(codeFor(code, remark)).toBe(`ROCKETMQ_${expected}`);
  });
});
