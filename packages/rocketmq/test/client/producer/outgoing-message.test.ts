import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../../src/client/producer/outgoing-message.ts';
import { codeOf } from '../../coded.ts';

const body = Buffer.from('x');
const read = (message: object) =>
  Object.fromEntries(propertiesOf({ topic: 't', body, ...message }, () => 'ID', undefined));

describe('the properties of a message', () => {
  it('are those of the user, the fields that are properties, and a key', () => {
    expect(
      read({
        tag: 'a',
        keys: ['k', 'l'],
        properties: { x: 'y' },
        delayLevel: 2,
        delayMs: 5,
        deliverAt: 6,
        waitStored: false,
      }),
    ).toEqual({
      ...{ TAGS: 'a', KEYS: 'k l', x: 'y', DELAY: '2', TIMER_DELAY_MS: '5', TIMER_DELIVER_MS: '6' },
      ...{ WAIT: 'false', UNIQ_KEY: 'ID' },
    });
  });

  it('are only the key when there is nothing else', () => {
    expect(read({ tag: '', keys: [] })).toEqual({ UNIQ_KEY: 'ID' });
  });

  it('take those of RocketMQ from who copies, and keep the key', () => {
    const systemProperties = new Map([
      ['UNIQ_KEY', 'OLD'],
      ['TAGS', 'b'],
    ]);
    expect(read({ systemProperties, properties: new Map([['x', 'y']]) })).toEqual({
      UNIQ_KEY: 'OLD',
      TAGS: 'b',
      x: 'y',
    });
  });

  it('name the namespace', () => {
    expect(propertiesOf({ topic: 't', body }, () => 'ID', 'INST').get('INSTANCE_ID')).toBe('INST');
  });

  it('cannot be set by the user where they are RocketMQ’s own', () => {
    expect(codeOf(() => read({ properties: { KEYS: 'k' } }))).toBe('ROCKETMQ_PROPERTY_RESERVED');
  });
});
