import { ByteReader, ByteWriter } from '@mqferry/core';
import { describe, expect, it } from 'vitest';
import { ZERO_UUID } from '../../src/protocol/primitives.ts';
import { apiByKey, codecsByName, loadVectors, RELEASES, type Vector } from './vectors.ts';

/**
 * A version that 3.9 called unstable and that got another field before it was released: version 0 is what 4.x
 * made of it.
 */
const changedBeforeRelease = (release: string, { message, version }: Vector): boolean =>
  release === '3.9.2' && message === 'ReadShareGroupStateSummaryResponse' && version === 0;

const encode = (codec: ReturnType<typeof codecOf>, message: object, version: number): string => {
  const writer = new ByteWriter();
  codec.encode(writer, message, version);
  return writer.toBuffer().toString('hex');
};

/** The codec of a message, which may have had another name in an older release. */
const codecOf = (message: string, keys: ReadonlyMap<string, number>) => {
  const key = keys.get(message.replace(/(Request|Response)$/, ''));
  if (key === undefined) return codecsByName.get(message)!;
  return message.endsWith('Request') ? apiByKey(key).request : apiByKey(key).response;
};

describe.each(RELEASES)("what Kafka %s's own classes wrote", (release) => {
  const { apis, vectors } = loadVectors(release);
  const keys = new Map(apis.map(({ name, key }) => [name, key]));
  const messages = Map.groupBy(
    vectors.filter((vector) => !changedBeforeRelease(release, vector)),
    ({ message }) => message,
  );

  it.each([...messages])('%s is read and written again byte for byte', (name, instances) => {
    const codec = codecOf(name, keys);
    for (const { version, kind, bytes } of instances) {
      const reader = new ByteReader(bytes);
      const message = codec.decode(reader, version) as object;
      expect(reader.remaining, `${name} ${version} ${kind}: bytes left`).toBe(0);
      expect(encode(codec, message, version), `${name} ${version} ${kind}`).toBe(bytes.toString('hex'));
    }
  });

  it.each([...messages])('%s without any field is its default', (name, instances) => {
    const codec = codecOf(name, keys);
    for (const { version, bytes } of instances.filter(({ kind }) => kind === 'default')) {
      expect(encode(codec, {}, version), `${name} ${version}`).toBe(bytes.toString('hex'));
    }
  });

  it('covers every known version', () => {
    for (const { message, version } of vectors) {
      const codec = codecOf(message, keys);
      expect(version).toBeGreaterThanOrEqual(codec.minVersion);
      expect(version).toBeLessThanOrEqual(codec.maxVersion);
    }
  });

  it.each(apis)('$name has the header versions of the release', (released) => {
    const api = apiByKey(released.key);
    const versions = released.requestHeaders.map((_header, index) => released.lowest + index);
    expect(versions.at(-1)).toBe(released.highest);
    expect(versions.map((version) => api.requestHeaderVersion(version))).toEqual(released.requestHeaders);
    expect(versions.map((version) => api.responseHeaderVersion(version))).toEqual(released.responseHeaders);
  });
});

describe('the vectors', () => {
  it('hold every version of every codec', () => {
    const seen = new Set<string>();
    for (const release of RELEASES) {
      const { apis, vectors } = loadVectors(release);
      const keys = new Map(apis.map(({ name, key }) => [name, key]));
      for (const { message, version } of vectors) seen.add(`${codecOf(message, keys).name} ${version}`);
    }
    for (const { name, minVersion, maxVersion } of codecsByName.values()) {
      for (let version = minVersion; version <= maxVersion; version += 1) {
        expect(seen, `${name} ${version}`).toContain(`${name} ${version}`);
      }
    }
  });

  it('set every field to something else than its default', () => {
    const untouched = new Set<string>();
    const touched = new Set<string>();
    const visit = (path: string, value: unknown): void => {
      if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return;
      for (const [name, member] of Object.entries(value)) {
        if (name === 'unknownTaggedFields') continue;
        const field = Array.isArray(value) ? path : `${path}.${name}`;
        const empty = Array.isArray(member) || Buffer.isBuffer(member) ? member.length === 0 : false;
        const changed = !empty && ![null, 0, -1, 0n, -1n, false, '', ZERO_UUID].includes(member);
        (changed ? touched : untouched).add(field);
        visit(field, member);
      }
    };
    for (const release of RELEASES) {
      const { apis, vectors } = loadVectors(release);
      const keys = new Map(apis.map(({ name, key }) => [name, key]));
      for (const vector of vectors.filter((one) => !changedBeforeRelease(release, one))) {
        const codec = codecOf(vector.message, keys);
        visit(codec.name, codec.decode(new ByteReader(vector.bytes), vector.version));
      }
    }
    // Structs used in two places, of whose versions some fields are in one of them only.
    expect([...untouched].filter((field) => !touched.has(field)).sort()).toEqual([
      'LeaderAndIsrRequest.topicStates.partitionStates.topicName',
      'LeaderAndIsrRequest.ungroupedPartitionStates.addingReplicas',
      'LeaderAndIsrRequest.ungroupedPartitionStates.leaderRecoveryState',
      'LeaderAndIsrRequest.ungroupedPartitionStates.removingReplicas',
      'LeaderAndIsrResponse.topics.partitionErrors.topicName',
      'UpdateMetadataRequest.topicStates.partitionStates.topicName',
    ]);
  });
});
