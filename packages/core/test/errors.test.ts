import { describe, expect, it } from 'vitest';
import { codedErrorIn, defineErrors } from '../src/index.ts';

const errors = defineErrors({
  TEST_FULL: {
    status: 507,
    retriable: true,
    message: { en: 'Broker {broker} is full.', zh: '节点 {broker} 已满。' },
    action: { en: 'Free {bytes} bytes.', zh: '请释放 {bytes} 字节。' },
  },
});

describe('coded errors', () => {
  it('speak both languages and keep the cause', () => {
    const cause = new Error('no space');
    const error = errors.TEST_FULL({ broker: 3, bytes: 10n }, cause);
    expect(error.message).toBe('Broker 3 is full.');
    expect(error.text('zh')).toBe('节点 3 已满。');
    expect(error.advice('en')).toBe('Free 10 bytes.');
    expect(error.cause).toBe(cause);
    expect(error.code).toBe('TEST_FULL');
  });

  it('are found behind other errors', () => {
    const inner = errors.TEST_FULL({ broker: 3, bytes: 10 });
    expect(codedErrorIn(new Error('outer', { cause: inner }))).toBe(inner);
    expect(codedErrorIn(new Error('plain'))).toBeUndefined();
  });
});
