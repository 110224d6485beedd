import { describe, expect, it } from 'vitest';
import { namespaceOf, withNamespace, withoutNamespace } from '../../src/names/namespace.ts';
import {
  isInternalGroup,
  isSystemGroup,
  isSystemTopic,
  SYSTEM_TOPICS,
} from '../../src/names/system-names.ts';
import { RELEASES, readVectors } from '../message/read-vectors.ts';

describe.each(RELEASES)('RocketMQ %s', (release) => {
  const { names, constants } = readVectors(release);

  it.each(names.map((vector) => [vector.name, vector] as const))('takes apart “%s”', (name, vector) => {
    expect({
      name,
      namespace: namespaceOf(name) ?? '',
      wrapped: withNamespace('NS', name),
      without: withoutNamespace(name),
      withoutNS: withoutNamespace(name, 'NS'),
      systemTopic: isSystemTopic(name),
      systemGroup: isSystemGroup(name),
    }).toEqual(vector);
  });

  it('keeps these names for itself', () => {
    expect(constants.systemTopics.filter((topic) => !SYSTEM_TOPICS.has(topic))).toEqual([]);
    expect(constants.groups.filter((group) => !isInternalGroup(group))).toEqual([]);
  });
});

it('all system topics named here are in 5.5.0', () => {
  expect([...SYSTEM_TOPICS].sort()).toEqual(readVectors('5.5.0').constants.systemTopics);
});
