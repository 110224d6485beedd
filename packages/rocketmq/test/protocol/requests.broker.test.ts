import type { RocketmqVersion } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KnownIn, RequestDefinition } from '../../src/protocol/request.ts';
import { VERSIONS } from '../fixtures/with-cluster.ts';
import { allRequests } from './request-tables.ts';
import { accessControlTrials } from './trials/access-control.ts';
import { brokerTrials } from './trials/broker.ts';
import { consumerTrials } from './trials/consumers.ts';
import { messageTrials } from './trials/messages.ts';
import { nameServerTrials } from './trials/name-server.ts';
import { openPlace, type Trials } from './trials/place.ts';

/** In this order: what is written is read after it, and what is taken away is so at the end. */
const TRIALS: Trials = {
  ...brokerTrials,
  ...messageTrials,
  ...consumerTrials,
  ...nameServerTrials,
  ...accessControlTrials,
};

/** Of two releases, which comes first. */
const compareReleases = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

const isKnown = ({ since, until }: KnownIn, version: RocketmqVersion): boolean =>
  (since === undefined || compareReleases(since, version) <= 0) &&
  (until === undefined || compareReleases(version, until) <= 0);

test('every request that is declared is tried, once', () => {
  const names = allRequests().map(({ name }) => name);
  expect(Object.keys(TRIALS).sort()).toEqual([...new Set(names)].sort());
  const codes = allRequests().map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

describe.each(VERSIONS)('requests to RocketMQ %s', (version) => {
  let place: Awaited<ReturnType<typeof openPlace>>;
  beforeAll(async () => {
    place = await openPlace(version);
  });
  afterAll(() => place?.end());

  const definitions = new Map(allRequests().map((definition) => [definition.name, definition]));
  const known = Object.keys(TRIALS).filter((name) => isKnown(definitions.get(name)!.known, version));
  const unknown = [...definitions.values()].filter(({ name }) => !known.includes(name));

  test.each(known)('%s', (name) => TRIALS[name]!(place), 90_000);

  test.each(unknown.map((definition) => [definition.name, definition] as const))(
    '%s is not known to it',
    async (_, definition: RequestDefinition) => {
      await expect(place.askGuarded(definition, {})).rejects.toMatchObject({
        code: 'ROCKETMQ_REQUEST_NOT_SUPPORTED',
      });
    },
  );
});
