import { type KafkaVersion, type SaslMechanism, startKafka } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HIGHEST_TESTED_VERSION } from '../../src/client/tested-versions.ts';
import { answerText, watchAnswers } from './releases/answered.ts';
import type { ApiCase } from './releases/api-case.ts';
import { groupCases } from './releases/group-cases.ts';
import { logCases } from './releases/log-cases.ts';
import { defineLogins, definePasswordOfKafka, defineSessions, SESSION_MS } from './releases/logins.ts';
import { memberCases } from './releases/member-cases.ts';
import { Release } from './releases/release.ts';
import { securityCases } from './releases/security-cases.ts';
import { topicCases } from './releases/topic-cases.ts';
import { transactionCases } from './releases/transaction-cases.ts';
import { USERS } from './releases/users.ts';
import { prepareWorld, type World } from './releases/world.ts';

const RELEASES: readonly KafkaVersion[] = ['4.3.1', '3.9.2', '2.8.2', '0.10.2.2'];
const CASES = [
  ...topicCases,
  ...logCases,
  ...groupCases,
  ...memberCases,
  ...securityCases,
  ...transactionCases,
];

const answers = watchAnswers();
const tested = new Set<string>();

const hasTokens = (version: KafkaVersion): boolean => version !== '0.10.2.2';

const mechanismsOf = (version: KafkaVersion): SaslMechanism[] => [
  'SCRAM-SHA-256',
  'SCRAM-SHA-512',
  'PLAIN',
  ...(hasTokens(version) ? (['OAUTHBEARER'] as const) : []),
];

/** What a release does only when told to. */
const SETTINGS: Readonly<Partial<Record<KafkaVersion, Record<string, string>>>> = {
  // Groups of KIP-848 were a preview.
  '3.9.2': { 'group.coordinator.rebalance.protocols': 'classic,consumer' },
  '0.10.2.2': { 'delete.topic.enable': 'true' },
};

const startRelease = async (version: KafkaVersion): Promise<Release> => {
  const superUsers = ['ANONYMOUS', 'CN=mqferry-client', ...Object.keys(USERS)];
  const cluster = await startKafka({
    version,
    shortLived: true,
    listeners: ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'],
    sasl: { mechanisms: mechanismsOf(version), users: USERS },
    authorizer: true,
    config: {
      'super.users': superUsers.map((user) => `User:${user}`).join(';'),
      ...(hasTokens(version) ? { 'connections.max.reauth.ms': String(SESSION_MS) } : {}),
      ...SETTINGS[version],
    },
  });
  return new Release(cluster);
};

/** The versions that both the broker and the client can use in a case. */
const versionsOf = async ({ release }: World, { api, lowest = 0, when }: ApiCase): Promise<number[]> => {
  if (when && !when(release)) return [];
  const { offeredVersions } = await release.client().connectAny();
  const offered = offeredVersions.get(api.key);
  if (!offered) return [];
  const first = Math.max(api.minVersion, lowest, offered.min);
  const last = Math.min(HIGHEST_TESTED_VERSION[api.name] ?? -1, offered.max);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
};

describe.each(RELEASES)('Kafka %s', (version) => {
  let release: Release;
  let world: World;
  beforeAll(async () => {
    release = await startRelease(version);
    world = await prepareWorld(release);
  });
  afterAll(() => release?.stop());

  defineLogins(() => release, mechanismsOf(version));
  if (hasTokens(version)) defineSessions(() => release, mechanismsOf(version), answers);

  if (version === '4.3.1') definePasswordOfKafka(() => release);

  it.for(CASES.map((apiCase, i) => ({ name: apiCase.api.name, apiCase, i })))(
    'answers $name in every version that both sides know',
    async ({ apiCase, i }, { skip }) => {
      const { api, run, without = [] } = apiCase;
      const versions = await versionsOf(world, apiCase);
      if (versions.length === 0) skip('not offered');
      for (const apiVersion of versions) {
        const never = Object.fromEntries(without.map(({ name }) => [name, -1]));
        const client = release.client({ ...never, [api.name]: apiVersion });
        answers.take();
        await run({ world, client, version: apiVersion, name: `${api.name}-${i}-v${apiVersion}` });
        await client.close();
        const answer = answerText(api.name, apiVersion);
        expect(answers.take()).toContain(answer);
        tested.add(answer);
      }
    },
  );
});

it('speaks no version in which no broker has answered a test', () => {
  const spoken = Object.entries(HIGHEST_TESTED_VERSION).map(([api, version]) => answerText(api, version));
  expect(spoken.filter((answer) => !tested.has(answer))).toEqual([]);
});
