import { describe, expect, test } from 'vitest';
import {
  MEANINGLESS_PROPERTIES,
  nearestProperty,
  STANDARD_VALUES,
  USED_PROPERTIES,
} from '../../src/client-properties/known-properties.ts';

describe('known properties', () => {
  test('are either used or without meaning', () => {
    expect([...USED_PROPERTIES].filter((name) => MEANINGLESS_PROPERTIES.has(name))).toEqual([]);
    expect(Object.keys(STANDARD_VALUES).filter((name) => !USED_PROPERTIES.has(name))).toEqual([]);
  });

  test.each([
    ['bootstrap.server', 'bootstrap.servers'],
    ['Security.Protocol', 'security.protocol'],
    ['ssl.trust.store.location', 'ssl.truststore.location'],
    ['ssl.truststore.passwd', 'ssl.truststore.password'],
    ['ack', 'acks'],
    ['sasl.mechanisms', 'sasl.mechanism'],
    ['ssl.ca.location', 'ssl.truststore.location'],
    ['schema.registry.url', undefined],
    ['x', undefined],
    ['x'.repeat(1_000_000), undefined],
  ])('are what %s may stand for', (name, nearest) => {
    expect(nearestProperty(name)).toBe(nearest);
  });
});
