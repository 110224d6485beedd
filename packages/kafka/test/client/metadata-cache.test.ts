import { expect, it } from 'vitest';
import type { ClusterMetadata } from '../../src/client/cluster-metadata.ts';
import { MetadataCache } from '../../src/client/metadata-cache.ts';

const MAX_AGE_MS = 60_000;

/** A cache whose questions are answered by the test, in any order. */
const setUp = (maxAgeMs = MAX_AGE_MS) => {
  const questions: PromiseWithResolvers<ClusterMetadata>[] = [];
  const cache = new MetadataCache(() => {
    const question = Promise.withResolvers<ClusterMetadata>();
    questions.push(question);
    return question.promise;
  }, maxAgeMs);
  return { cache, questions };
};

const metadata = (clusterId: string): ClusterMetadata => ({
  clusterId,
  controllerId: 1,
  brokers: new Map(),
  topics: new Map(),
});

it('asks once for all who want to know, and keeps the answer', async () => {
  const { cache, questions } = setUp();
  const both = [cache.current(), cache.refresh()];
  expect(questions).toHaveLength(1);
  questions[0]!.resolve(metadata('a'));
  expect(await Promise.all(both)).toEqual([metadata('a'), metadata('a')]);
  expect(await cache.current()).toEqual(metadata('a'));
  expect(questions).toHaveLength(1);
});

it('asks again when the answer is old', async () => {
  const { cache, questions } = setUp(0);
  const first = cache.current();
  questions[0]!.resolve(metadata('a'));
  await first;
  void cache.current();
  expect(questions).toHaveLength(2);
});

it('does not believe an answer to a question that was put before it expired', async () => {
  const { cache, questions } = setUp();
  const before = cache.current();
  cache.expire();
  const after = cache.current();
  expect(questions).toHaveLength(2);
  questions[0]!.resolve(metadata('before'));
  await before;
  const again = cache.current();
  questions[1]!.resolve(metadata('after'));
  expect(await Promise.all([after, again])).toEqual([metadata('after'), metadata('after')]);
  expect(questions).toHaveLength(2);
});

it('keeps the answer to the later question, whichever comes first', async () => {
  const { cache, questions } = setUp();
  const before = cache.refresh();
  cache.expire();
  const after = cache.refresh();
  questions[1]!.resolve(metadata('later'));
  await after;
  questions[0]!.resolve(metadata('earlier'));
  await before;
  expect(cache.last).toEqual(metadata('later'));
});

it('asks anew after a failure', async () => {
  const { cache, questions } = setUp();
  const failing = cache.refresh();
  questions[0]!.reject(new Error('no'));
  await expect(failing).rejects.toThrow('no');
  void cache.refresh();
  expect(questions).toHaveLength(2);
});
