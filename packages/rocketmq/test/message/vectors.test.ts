import { describe, expect, it } from 'vitest';
import { decodeBatch, encodeBatch } from '../../src/message/batch.ts';
import { checkBatch } from '../../src/message/batch-checks.ts';
import { decodeMessages } from '../../src/message/decode-messages.ts';
import { encodeStoredMessage } from '../../src/message/encode-message.ts';
import { offsetMessageId, parseOffsetMessageId } from '../../src/message/ids/offset-message-id.ts';
import { parseUniqueKey } from '../../src/message/ids/unique-key.ts';
import { tagCode } from '../../src/message/keys.ts';
import { decodeProperties, parsePropertyText, propertyText } from '../../src/message/properties.ts';
import { PROPERTY, SYSTEM_PROPERTIES } from '../../src/message/property-names.ts';
import { codeOf } from '../coded.ts';
import { hostHex, listBatch, listMessages } from './listing.ts';
import { RELEASES, readVectors } from './read-vectors.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe.each(RELEASES)('what RocketMQ %s', (release) => {
  const vectors = readVectors(release);
  const endsLastValue = release === '5.5.0';

  it.each(vectors.messages.map((vector) => [vector.name, vector] as const))('stores: %s', (_, vector) => {
    const data = bytes(vector.data);
    expect(listMessages(data, release === '5.5.0')).toEqual(vector.messages);
    const stored = decodeMessages(data, { keepInnerBatches: true });
    expect(Buffer.concat(stored.map(encodeStoredMessage))).toEqual(data);
  });

  it('sends as a batch', () => {
    for (const { data, entries } of vectors.batches) {
      expect(listBatch(bytes(data))).toEqual(entries);
      const messages = decodeBatch(bytes(data)).map(({ flag, body, propertyBytes }) => {
        const text = propertyText(decodeProperties(propertyBytes), { endsLastValue });
        return { topic: 'orders', flag, body, properties: Buffer.from(text) };
      });
      expect(encodeBatch(messages)).toEqual(bytes(data));
    }
  });

  it('refuses as a batch', () => {
    for (const { messages, refused } of vectors.refusedBatches) {
      const batch = messages.map(({ topic, properties }) => ({
        topic,
        properties: new Map(Object.entries(properties)),
      }));
      const code = codeOf(() => checkBatch(batch));
      const sentBy49 = release === '4.9.7' && JSON.stringify(messages).includes('TIMER_');
      if (!sentBy49) expect([code !== undefined, messages]).toEqual([refused, messages]);
    }
  });

  it('makes of properties', () => {
    for (const { properties, text } of vectors.propertyTexts) {
      expect(propertyText(new Map(properties), { endsLastValue })).toBe(text);
    }
  });

  it('reads in properties', () => {
    for (const { text, properties } of vectors.parsedProperties) {
      expect([text, Object.fromEntries(parsePropertyText(text))]).toEqual([text, properties]);
    }
  });

  it('calls a stored message', () => {
    for (const { id, host, port, offset } of vectors.offsetIds) {
      const location = parseOffsetMessageId(id);
      expect(hostHex({ ...location.storeHost, port: 0 })).toBe(`${host}00000000`);
      expect(location).toMatchObject({ storeHost: { port }, commitLogOffset: BigInt(offset) });
      expect(offsetMessageId(location)).toBe(id);
    }
  });

  it('reads in a unique key', () => {
    for (const { key, ip, pid } of vectors.uniqueKeys) {
      const parts = parseUniqueKey(key)!;
      expect(hostHex({ host: parts.address, port: 0 })).toBe(`${ip}00000000`);
      expect(parts.pid).toBe(pid);
    }
  });

  it('filters tags by', () => {
    for (const { text, code } of vectors.hashes) expect([text, tagCode(text)]).toEqual([text, code]);
  });

  it('names properties', () => {
    const known = new Set<string>(Object.values(PROPERTY));
    const transient = (name: string) => name.startsWith('__RMQ.TRANSIENT.');
    expect(vectors.constants.properties.filter((name) => !known.has(name) && !transient(name))).toEqual([]);
    expect(vectors.constants.systemProperties.filter((name) => !SYSTEM_PROPERTIES.has(name))).toEqual([]);
  });
});

it('all properties named here are in 5.5.0', () => {
  const { properties, systemProperties } = readVectors('5.5.0').constants;
  expect(Object.values(PROPERTY).filter((name) => !properties.includes(name))).toEqual([]);
  expect([...SYSTEM_PROPERTIES].sort()).toEqual(systemProperties);
});
