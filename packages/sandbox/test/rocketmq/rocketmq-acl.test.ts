import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RocketmqCluster, startRocketmq } from '../../src/index.ts';
import { eventually } from '../fixtures/processes.ts';
import { mqadmin, sendLine } from '../fixtures/rocketmq.ts';

const topic = (name: string) => ['updateTopic', '-c', 'DefaultCluster', '-t', name];

describe('RocketMQ 4.9.7 with ACLs', () => {
  const writer = { accessKey: 'the-writer', secretKey: 'write-secret' };
  let cluster: RocketmqCluster;
  beforeAll(async () => {
    const accounts = [{ ...writer, defaultTopicPerm: 'DENY', topicPerms: ['letters=PUB'] }];
    cluster = await startRocketmq({
      version: '4.9.7',
      acl: { accounts, globalWhiteRemoteAddresses: ['10.9.8.*'] },
    });
  });
  afterAll(() => cluster?.stop());

  it('refuses who has no account', async () => {
    await expect(mqadmin(cluster, topic('letters'))).rejects.toMatchObject({
      code: 'SANDBOX_COMMAND_FAILED',
      message: expect.stringContaining('No accessKey is configured'),
    });
  });

  it('lets the administrator do everything, and shows him its accounts', async () => {
    const { administrator, brokers } = cluster;
    expect(await mqadmin(cluster, topic('letters'), administrator)).toContain('success');
    const shown = await mqadmin(cluster, ['getAclConfig', '-b', brokers[0]!.address], administrator);
    expect(shown).toContain('10.9.8.*');
    expect(shown).toMatch(/accessKey +: the-writer\n.*write-secret/);
    expect(shown).toContain('letters=PUB');
  });

  it('lets an account do what it may', async () => {
    expect(await sendLine('4.9.7', cluster.namesrvAddr, 'letters', writer)).toBe('SEND_OK');
    expect(await sendLine('4.9.7', cluster.namesrvAddr, 'numbers', writer)).toMatch(/^refused: /);
  });
});

describe('RocketMQ 5.5.0 with ACLs, a slave and a proxy', () => {
  let cluster: RocketmqCluster;
  beforeAll(async () => {
    cluster = await startRocketmq({ version: '5.5.0', acl: true, slave: true, proxy: true });
  });
  afterAll(() => cluster?.stop());

  it('refuses who is no user', async () => {
    await expect(mqadmin(cluster, topic('letters'))).rejects.toMatchObject({
      code: 'SANDBOX_COMMAND_FAILED',
      message: expect.stringContaining('username cannot be null'),
    });
  });

  it('lets the administrator do everything, through the proxy too', async () => {
    const { administrator, brokers, proxy } = cluster;
    expect(await mqadmin(cluster, topic('letters'), administrator)).toContain('success');
    const users = await mqadmin(cluster, ['listUser', '-b', brokers[0]!.address], administrator);
    expect(users).toMatch(/^administrator +admin-secret +Super +enable/m);
    expect(await sendLine('5.5.0', proxy!.remotingAddress, 'letters', administrator)).toBe('SEND_OK');
    expect(await sendLine('5.5.0', proxy!.remotingAddress, 'letters')).toMatch(/^refused: /);
  });

  it('lets the slave ask its master for topics, which it does after a minute', async () => {
    const { directory } = cluster.brokers[1]!;
    const topics = join(directory, 'store', 'config', 'topics.json');
    await eventually(() => existsSync(topics) && readFileSync(topics, 'utf8').includes('letters'));
  });
});
