import { expect } from 'vitest';
import { type Acl, createAcls, deleteAcls, describeAcls } from '../../../src/admin/acls.ts';
import { alterQuotas, describeQuotas } from '../../../src/admin/quotas.ts';
import { alterScramUsers, describeScramUsers } from '../../../src/admin/scram-users.ts';
import { brokerErrorName } from '../../../src/client/broker-error.ts';
import {
  AlterClientQuotas,
  AlterUserScramCredentials,
  ApiVersions,
  CreateAcls,
  DeleteAcls,
  DescribeAcls,
  DescribeClientQuotas,
  DescribeUserScramCredentials,
  Produce,
  SaslAuthenticate,
  SaslHandshake,
} from '../../../src/protocol/generated/index.ts';
import type { ApiCase, CaseContext } from './api-case.ts';
import { eventually } from './eventually.ts';
import { USERS } from './users.ts';

/** The highest version of Produce that each release offers. */
const NEWEST_PRODUCE = { '4.3.1': 13, '3.9.2': 11, '2.8.2': 9, '0.10.2.2': 2 };

const logIn = async ({ world, client, version }: CaseContext, api: string) => {
  const [username, password] = Object.entries(USERS)[0]!;
  const loggedIn = world.release.client(
    { [api]: version },
    {
      bootstrap: [world.release.address('SASL_PLAINTEXT')],
      sasl: { mechanism: 'SCRAM-SHA-256', username, password },
    },
  );
  const [{ clusterId }, expected] = await Promise.all([loggedIn.metadata(), client.metadata()]);
  expect(clusterId).toBe(expected.clusterId);
};

const aclsOf = (name: string): Acl[] => {
  const reads = { principal: `User:${name}`, host: '*', operation: 'READ', permission: 'ALLOW' } as const;
  const writes = { ...reads, host: '10.0.0.1', operation: 'WRITE', permission: 'DENY' } as const;
  const topic = { resourceType: 'TOPIC', resourceName: name } as const;
  return [
    { ...topic, ...reads, patternType: 'LITERAL' },
    { ...topic, ...writes, patternType: 'PREFIXED' },
    { ...reads, resourceType: 'GROUP', resourceName: name, patternType: 'LITERAL' },
  ];
};

const byText = (acls: readonly Acl[]): string[] =>
  acls.map((acl) => Object.values(acl).sort().join(' ')).sort();

/** Adds, reads and deletes entries; each of the three APIs is the one in question once. */
const changeAcls = async ({ client, name }: CaseContext) => {
  const acls = aclsOf(name);
  const principal = `User:${name}`;
  await createAcls(client, acls);
  await eventually(async () =>
    expect(byText(await describeAcls(client, { principal }))).toEqual(byText(acls)),
  );
  expect(await describeAcls(client, { principal, resourceType: 'GROUP' })).toEqual([acls[2]]);
  expect(await describeAcls(client, { principal, patternType: 'PREFIXED' })).toEqual([acls[1]]);
  expect(byText(await deleteAcls(client, [{ principal, permission: 'ALLOW' }]))).toEqual(
    byText([acls[0]!, acls[2]!]),
  );
  await eventually(async () => expect(await describeAcls(client, { principal })).toEqual([acls[1]]));
};

const changeScramUsers = async ({ world, client, name }: CaseContext) => {
  const [mechanism, other] = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
  const password = 'pässwörd, ﬁ=１';
  await alterScramUsers(client, [
    { user: name, mechanism, password },
    { user: name, mechanism: other, password: 'other', iterations: 8192 },
  ]);
  const both = [
    { mechanism, iterations: 4096 },
    { mechanism: other, iterations: 8192 },
  ];
  await eventually(async () => {
    const found = (await describeScramUsers(client)).get(name) ?? [];
    expect([...found].sort((a, b) => a.iterations - b.iterations)).toEqual(both);
  });
  const bootstrap = [world.release.address('SASL_PLAINTEXT')];
  const sasl = { mechanism, username: name, password };
  await eventually(() => world.release.connect({ bootstrap, sasl }).metadata());
  await alterScramUsers(client, [{ user: name, mechanism: other, password: null }]);
  await eventually(async () =>
    expect(await describeScramUsers(client, [name, 'missing'])).toEqual(new Map([[name, [both[0]]]])),
  );
  const again = alterScramUsers(client, [{ user: name, mechanism: other, password: null }]);
  expect(await again.catch(brokerErrorName)).toBe('RESOURCE_NOT_FOUND');
};

const changeQuotas = async ({ client, name }: CaseContext) => {
  const pair = { user: name, 'client-id': null };
  const quotas = [
    { entity: pair, limits: { producer_byte_rate: 1_000_000, request_percentage: 12.5 } },
    { entity: { 'client-id': name }, limits: { consumer_byte_rate: 2_000_000 } },
  ];
  await alterQuotas(client, quotas);
  const own = async () => {
    const all = await describeQuotas(client);
    return all.filter(({ entity }) => Object.values(entity).includes(name));
  };
  await eventually(async () => {
    const found = await own();
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining(quotas));
  });
  await alterQuotas(client, [
    { entity: pair, limits: { producer_byte_rate: null, request_percentage: null } },
    { entity: quotas[1]!.entity, limits: { consumer_byte_rate: 3_000_000 } },
  ]);
  await eventually(async () =>
    expect(await own()).toEqual([{ ...quotas[1], limits: { consumer_byte_rate: 3_000_000 } }]),
  );
};

export const securityCases: readonly ApiCase[] = [
  {
    api: ApiVersions,
    run: async ({ world, client }) => {
      const { offeredVersions } = await client.connectAny();
      expect(offeredVersions.get(Produce.key)?.max).toBe(NEWEST_PRODUCE[world.release.version]);
    },
  },
  { api: SaslHandshake, run: (context) => logIn(context, 'SaslHandshake') },
  { api: SaslAuthenticate, run: (context) => logIn(context, 'SaslAuthenticate') },
  { api: DescribeAcls, lowest: 1, run: changeAcls },
  { api: CreateAcls, lowest: 1, run: changeAcls },
  { api: DeleteAcls, lowest: 1, run: changeAcls },
  { api: DescribeUserScramCredentials, run: changeScramUsers },
  { api: AlterUserScramCredentials, run: changeScramUsers },
  { api: DescribeClientQuotas, run: changeQuotas },
  { api: AlterClientQuotas, run: changeQuotas },
];
