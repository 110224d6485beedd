import { Hidden } from '@mqferry/core';
import { describe, expect, test } from 'vitest';
import { accessControlOf } from '../../src/admin/access-control.ts';
import {
  type AccountToPut,
  accessConfig,
  deleteAccount,
  putAccount,
  setGlobalWhiteAddresses,
} from '../../src/admin/accounts.ts';
import { brokerConfig } from '../../src/admin/configs.ts';
import {
  createPolicies,
  deletePolicies,
  findPolicies,
  listPolicies,
  updatePolicies,
} from '../../src/admin/policies.ts';
import { putTopic, topicConfigs } from '../../src/admin/topics.ts';
import { createUser, deleteUser, findUser, listUsers, updateUser } from '../../src/admin/users.ts';
import type { AclUser } from '../../src/protocol/bodies/users-and-policies.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

const TOPIC = {
  ...{ topicName: 'orders', readQueueNums: 1, writeQueueNums: 1, perm: 6 },
  ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false },
};

/** With its secret in the clear, to be compared. */
const revealed = <
  T extends { readonly secretKey?: Hidden | undefined; readonly password?: Hidden | undefined },
>({
  secretKey,
  password,
  ...rest
}: T) => ({ ...rest, secret: (secretKey ?? password)?.reveal() });

describe.each(VERSIONS)('who asks RocketMQ %s', (version) => {
  const of = withCluster({ version, acl: {} });

  test('has to be known, with the right key', async () => {
    const { adminOf, broker } = of();
    const strangers = [
      adminOf(),
      adminOf({ accessKey: 'stranger', secretKey: new Hidden('secret-of-stranger') }),
      adminOf({ accessKey: 'administrator', secretKey: new Hidden('another-secret') }),
    ];
    for (const stranger of strangers) {
      await expect(topicConfigs(stranger, broker)).rejects.toMatchObject({
        code: 'ROCKETMQ_AUTHENTICATION_FAILED',
      });
    }
  });

  test('sees which access control there is; passwords in the settings are not shown', async () => {
    const { admin, broker } = of();
    const isOld = version === '4.9.7';
    expect(await accessControlOf(admin, broker)).toEqual({ accounts: isOld, users: !isOld });
    const settings = await brokerConfig(admin, broker);
    expect(JSON.stringify([...settings])).not.toContain('admin-secret');
    expect(settings.get('innerClientAuthenticationCredentials') instanceof Hidden).toBe(!isOld);
  });
});

describe('accounts of RocketMQ 4.9.7', () => {
  const of = withCluster({
    version: '4.9.7',
    acl: { globalWhiteRemoteAddresses: ['10.10.103.*', '192.168.0.1'] },
  });
  const ACCOUNT: AccountToPut = {
    accessKey: 'shop0001',
    secretKey: new Hidden('secret-of-shop'),
    whiteRemoteAddress: '192.168.1.*',
    admin: false,
    defaultTopicPerm: 'DENY',
    defaultGroupPerm: 'SUB',
    topicPerms: ['orders=PUB|SUB', 'audit=DENY'],
    groupPerms: ['shop=SUB'],
  };
  const read = async (accessKey: string) => {
    const { admin, broker } = of();
    return (await accessConfig(admin, broker)).accounts.find((account) => account.accessKey === accessKey);
  };

  test('are read with their secrets, and with the addresses that need none', async () => {
    const { admin, broker } = of();
    const config = await accessConfig(admin, broker);
    expect(config.accounts.map(revealed)).toEqual([
      { accessKey: 'administrator', admin: true, topicPerms: [], groupPerms: [], secret: 'admin-secret' },
    ]);
    expect(config.globalWhiteRemoteAddresses).toEqual(['10.10.103.*', '192.168.0.1']);
    expect(JSON.stringify(config)).not.toContain('admin-secret');
  });

  test('one is created, and used', async () => {
    const { admin, adminOf, broker } = of();
    await putAccount(admin, broker, ACCOUNT);
    expect(revealed((await read('shop0001'))!)).toEqual(revealed(ACCOUNT));
    const shop = adminOf({ accessKey: 'shop0001', secretKey: new Hidden('secret-of-shop') });
    const put = putTopic(shop, broker, TOPIC);
    await expect(put).rejects.toMatchObject({ code: 'ROCKETMQ_NO_PERMISSION' });
    await expect.poll(() => topicConfigs(shop, broker).then(() => 'read', String)).toBe('read');
  });

  test('one is changed: what is left out stays', async () => {
    const { admin, broker } = of();
    const { accessKey, secretKey, admin: isAdmin } = ACCOUNT;
    const change = { accessKey, secretKey, admin: isAdmin, topicPerms: ['orders=SUB'], groupPerms: [] };
    await putAccount(admin, broker, change);
    expect(revealed((await read('shop0001'))!)).toEqual(revealed({ ...ACCOUNT, topicPerms: ['orders=SUB'] }));
  });

  test.each([
    ['a key that is too short', { ...ACCOUNT, accessKey: 'shop' }],
    ['a permission that is none', { ...ACCOUNT, topicPerms: ['orders=READ'] }],
    ['an entry that is none', { ...ACCOUNT, groupPerms: ['shop'] }],
  ])('refused: %s', async (_, account) => {
    const { admin, broker } = of();
    await expect(putAccount(admin, broker, account)).rejects.toMatchObject({
      code: 'ROCKETMQ_ACCOUNT_REFUSED',
    });
  });

  test('one is deleted', async () => {
    const { admin, broker } = of();
    await deleteAccount(admin, broker, 'shop0001');
    expect(await read('shop0001')).toBeUndefined();
    await expect(deleteAccount(admin, broker, 'shop0001')).rejects.toMatchObject({
      code: 'ROCKETMQ_ACCOUNT_REFUSED',
    });
  });

  test('the addresses that need no account are set', async () => {
    const { admin, broker } = of();
    for (const addresses of [['10.0.0.1', '10.1.*.*'], []]) {
      await setGlobalWhiteAddresses(admin, broker, addresses);
      expect((await accessConfig(admin, broker)).globalWhiteRemoteAddresses).toEqual(addresses);
    }
  });

  test('there are no users', async () => {
    const { admin, broker } = of();
    await expect(listUsers(admin, broker)).rejects.toMatchObject({ code: 'ROCKETMQ_REQUEST_NOT_SUPPORTED' });
    await expect(listPolicies(admin, broker)).rejects.toMatchObject({
      code: 'ROCKETMQ_REQUEST_NOT_SUPPORTED',
    });
  });
});

describe('users and policies of RocketMQ 5.5.0', () => {
  const of = withCluster({ version: '5.5.0', acl: {} });
  const USER: AclUser = {
    username: 'shop',
    password: new Hidden('secret-of-shop'),
    userType: 'Normal',
    userStatus: 'enable',
  };
  const ROOT = { username: 'administrator', userType: 'Super', userStatus: 'enable', secret: 'admin-secret' };
  const RULE = { resource: 'Topic:orders', actions: ['Pub', 'Sub'], sourceIps: [], decision: 'Allow' };
  const subject = 'User:shop';

  test('a user is created, found and used', async () => {
    const { admin, adminOf, broker } = of();
    const { userType, userStatus, ...given } = USER;
    await createUser(admin, broker, given);
    expect(revealed((await findUser(admin, broker, 'shop'))!)).toEqual(revealed(USER));
    expect((await listUsers(admin, broker)).map(revealed)).toEqual([
      ROOT,
      revealed({ ...given, userType, userStatus }),
    ]);
    const shop = adminOf({ accessKey: 'shop', secretKey: new Hidden('secret-of-shop') });
    await expect(listUsers(shop, broker)).rejects.toMatchObject({ code: 'ROCKETMQ_NO_PERMISSION' });
    await expect(createUser(admin, broker, USER)).rejects.toMatchObject({ code: 'ROCKETMQ_USER_EXISTS' });
    expect(await findUser(admin, broker, 'nobody')).toBeUndefined();
  });

  test('a user is changed: what is left out stays', async () => {
    const { admin, adminOf, broker } = of();
    await updateUser(admin, broker, { username: 'shop', userStatus: 'disable' });
    expect(revealed((await findUser(admin, broker, 'shop'))!)).toEqual(
      revealed({ ...USER, userStatus: 'disable' }),
    );
    const shop = adminOf({ accessKey: 'shop', secretKey: new Hidden('secret-of-shop') });
    await expect(topicConfigs(shop, broker)).rejects.toMatchObject({
      code: 'ROCKETMQ_AUTHENTICATION_FAILED',
    });
    await expect(updateUser(admin, broker, { username: 'nobody' })).rejects.toMatchObject({
      code: 'ROCKETMQ_USER_NOT_EXIST',
    });
    const blank = createUser(admin, broker, { username: 'blank' });
    await expect(blank).rejects.toMatchObject({ code: 'ROCKETMQ_INVALID_PARAMETER' });
  });

  test('rules are added; one for a resource that has a rule replaces it', async () => {
    const { admin, broker } = of();
    expect(await listPolicies(admin, broker)).toEqual([]);
    const group = {
      resource: 'Group:*',
      actions: ['Sub'],
      sourceIps: ['127.0.0.1', '10.0.0.0/8'],
      decision: 'Deny',
    };
    await createPolicies(admin, broker, {
      subject,
      policies: [{ policyType: 'Custom', entries: [RULE, group] }],
    });
    await createPolicies(admin, broker, {
      subject,
      policies: [
        { policyType: 'Custom', entries: [{ ...RULE, actions: ['Sub'] }] },
        { policyType: 'Default', entries: [{ ...RULE, resource: 'Topic:*' }] },
      ],
    });
    const policies = [
      { policyType: 'Custom', entries: [{ ...RULE, actions: ['Sub'] }, group] },
      { policyType: 'Default', entries: [{ ...RULE, resource: 'Topic:*' }] },
    ];
    expect(await listPolicies(admin, broker)).toEqual([{ subject, policies }]);
    expect(await findPolicies(admin, broker, subject)).toEqual({ subject, policies });
  });

  test('rules are changed and deleted', async () => {
    const { admin, broker } = of();
    const prefixed = { ...RULE, resource: 'Topic:test-*', actions: ['All'] };
    await updatePolicies(admin, broker, {
      subject,
      policies: [{ policyType: 'Custom', entries: [prefixed] }],
    });
    await deletePolicies(admin, broker, subject, { resource: 'Group:*' });
    const custom = { policyType: 'Custom', entries: [{ ...RULE, actions: ['Sub'] }, prefixed] };
    expect((await findPolicies(admin, broker, subject))?.policies[0]).toEqual(custom);
    await deletePolicies(admin, broker, subject);
    expect(await findPolicies(admin, broker, subject)).toBeUndefined();
    await expect(deletePolicies(admin, broker, subject)).rejects.toMatchObject({
      code: 'ROCKETMQ_POLICY_NOT_EXIST',
    });
  });

  test('rules for nobody, and rules that are none, are refused', async () => {
    const { admin, broker } = of();
    const create = (name: string, rule: typeof RULE) =>
      createPolicies(admin, broker, { subject: name, policies: [{ policyType: 'Custom', entries: [rule] }] });
    await expect(create('User:nobody', RULE)).rejects.toMatchObject({ code: 'ROCKETMQ_USER_NOT_EXIST' });
    await expect(create(subject, { ...RULE, actions: ['Read'] })).rejects.toMatchObject({
      code: 'ROCKETMQ_INVALID_PARAMETER',
    });
  });

  test('a user is deleted; one that is not there is no error', async () => {
    const { admin, broker } = of();
    for (const _ of [1, 2]) await deleteUser(admin, broker, 'shop');
    expect((await listUsers(admin, broker)).map(revealed)).toEqual([ROOT]);
  });

  test('there are no accounts', async () => {
    const { admin, broker } = of();
    await expect(accessConfig(admin, broker)).rejects.toMatchObject({ code: 'ROCKETMQ_ACL_OFF' });
  });
});
