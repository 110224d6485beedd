import { expect } from 'vitest';
import { jsonBytes } from '../../../src/protocol/json-text.ts';
import {
  AUTH_CREATE_ACL,
  AUTH_CREATE_USER,
  AUTH_DELETE_ACL,
  AUTH_DELETE_USER,
  AUTH_GET_ACL,
  AUTH_GET_USER,
  AUTH_LIST_ACL,
  AUTH_LIST_USER,
  AUTH_UPDATE_ACL,
  AUTH_UPDATE_USER,
  DELETE_ACL_CONFIG,
  GET_BROKER_CLUSTER_ACL_CONFIG,
  GET_BROKER_CLUSTER_ACL_INFO,
  UPDATE_AND_CREATE_ACL_CONFIG,
  UPDATE_GLOBAL_WHITE_ADDRS_CONFIG,
} from '../../../src/protocol/requests/acl.ts';
import { RESPONSE } from '../../../src/protocol/response-codes.ts';
import type { Place, Trials } from './place.ts';

const ACCOUNT = { accessKey: 'shop0001', secretKey: 'secret-of-shop', admin: false };
const SUBJECT = 'User:shop';

const rules = (actions: readonly string[]) => {
  const entry = { resource: 'Topic:orders', actions, sourceIps: [], decision: 'Allow' };
  return jsonBytes({ subject: SUBJECT, policies: [{ policyType: 'Custom', entries: [entry] }] });
};

const actionsOf = async ({ askGuarded }: Place) =>
  (await askGuarded(AUTH_GET_ACL, { subject: SUBJECT })).body?.policies[0]?.entries[0]?.actions;

const statusOf = async ({ askGuarded }: Place) =>
  (await askGuarded(AUTH_GET_USER, { username: 'shop' })).body?.userStatus;

export const accessControlTrials: Trials = {
  UPDATE_AND_CREATE_ACL_CONFIG: async ({ askGuarded }) => {
    expect((await askGuarded(UPDATE_AND_CREATE_ACL_CONFIG, ACCOUNT)).code).toBe(RESPONSE.SUCCESS);
    const short = await askGuarded(UPDATE_AND_CREATE_ACL_CONFIG, { ...ACCOUNT, accessKey: 'shop' });
    expect([short.code, short.remark]).toEqual([209, expect.stringContaining('longer than 6')]);
  },
  GET_BROKER_CLUSTER_ACL_INFO: async ({ askGuarded }) => {
    const { fields } = await askGuarded(GET_BROKER_CLUSTER_ACL_INFO, {});
    expect(fields).toMatchObject({ brokerName: 'broker-a', clusterName: 'DefaultCluster' });
  },
  GET_BROKER_CLUSTER_ACL_CONFIG: async ({ askGuarded }) => {
    const { body } = await askGuarded(GET_BROKER_CLUSTER_ACL_CONFIG, {});
    expect(body!.accounts.map(({ accessKey }) => accessKey)).toContain('shop0001');
  },
  UPDATE_GLOBAL_WHITE_ADDRS_CONFIG: async ({ askGuarded }) => {
    const fields = { globalWhiteAddrs: '10.0.0.1,10.0.1.*', aclFileFullPath: '' };
    expect((await askGuarded(UPDATE_GLOBAL_WHITE_ADDRS_CONFIG, fields)).code).toBe(RESPONSE.SUCCESS);
    const elsewhere = { ...fields, aclFileFullPath: '/nowhere/plain_acl.yml' };
    expect((await askGuarded(UPDATE_GLOBAL_WHITE_ADDRS_CONFIG, elsewhere)).code).toBe(211);
  },
  DELETE_ACL_CONFIG: async ({ askGuarded }) => {
    const { accessKey } = ACCOUNT;
    expect((await askGuarded(DELETE_ACL_CONFIG, { accessKey })).code).toBe(RESPONSE.SUCCESS);
    expect((await askGuarded(DELETE_ACL_CONFIG, { accessKey })).code).toBe(210);
  },
  AUTH_CREATE_USER: async ({ askGuarded }) => {
    const user = jsonBytes({ username: 'shop', password: 'secret-of-shop' });
    await askGuarded(AUTH_CREATE_USER, { username: 'shop' }, user);
    await expect(askGuarded(AUTH_CREATE_USER, { username: 'shop' }, user)).rejects.toMatchObject({
      code: 'ROCKETMQ_USER_EXISTS',
    });
  },
  AUTH_GET_USER: async ({ askGuarded }) => {
    expect((await askGuarded(AUTH_GET_USER, { username: 'shop' })).body?.userType).toBe('Normal');
    expect((await askGuarded(AUTH_GET_USER, { username: 'nobody' })).body).toBeUndefined();
  },
  AUTH_UPDATE_USER: async (place) => {
    const disabled = jsonBytes({ username: 'shop', userStatus: 'disable' });
    await place.askGuarded(AUTH_UPDATE_USER, { username: 'shop' }, disabled);
    expect(await statusOf(place)).toBe('disable');
  },
  AUTH_LIST_USER: async ({ askGuarded }) => {
    expect((await askGuarded(AUTH_LIST_USER, {})).body).toHaveLength(2);
    expect((await askGuarded(AUTH_LIST_USER, { filter: 'sho' })).body).toHaveLength(1);
    expect((await askGuarded(AUTH_LIST_USER, { filter: 'nobody' })).body).toBeUndefined();
  },
  AUTH_CREATE_ACL: async (place) => {
    await place.askGuarded(AUTH_CREATE_ACL, { subject: SUBJECT }, rules(['Pub', 'Sub']));
    expect(await actionsOf(place)).toEqual(['Pub', 'Sub']);
  },
  AUTH_UPDATE_ACL: async (place) => {
    await place.askGuarded(AUTH_UPDATE_ACL, { subject: SUBJECT }, rules(['Sub']));
    expect(await actionsOf(place)).toEqual(['Sub']);
  },
  AUTH_GET_ACL: async ({ askGuarded }) => {
    expect((await askGuarded(AUTH_GET_ACL, { subject: SUBJECT })).body?.subject).toBe(SUBJECT);
  },
  AUTH_LIST_ACL: async ({ askGuarded }) => {
    expect((await askGuarded(AUTH_LIST_ACL, { resourceFilter: 'orders' })).body).toHaveLength(1);
    expect((await askGuarded(AUTH_LIST_ACL, { subjectFilter: 'nobody' })).body).toBeUndefined();
  },
  AUTH_DELETE_ACL: async ({ askGuarded }) => {
    await askGuarded(AUTH_DELETE_ACL, { subject: SUBJECT, policyType: 'Custom', resource: 'Topic:orders' });
    expect((await askGuarded(AUTH_GET_ACL, { subject: SUBJECT })).body).toBeUndefined();
  },
  AUTH_DELETE_USER: async ({ askGuarded }) => {
    await askGuarded(AUTH_DELETE_USER, { username: 'shop' });
    expect((await askGuarded(AUTH_GET_USER, { username: 'shop' })).body).toBeUndefined();
  },
};
