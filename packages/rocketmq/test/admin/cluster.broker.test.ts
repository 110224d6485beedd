import { describe, expect, test } from 'vitest';
import { accessControlOf } from '../../src/admin/access-control.ts';
import { accessConfig } from '../../src/admin/accounts.ts';
import { masterOf, mastersOf } from '../../src/admin/brokers.ts';
import { listBrokers } from '../../src/admin/cluster.ts';
import { brokerConfig, nameServerConfigs, updateBrokerConfig } from '../../src/admin/configs.ts';
import {
  ORDER_TOPIC_CONFIG,
  removeStoredValue,
  storedValue,
  storedValues,
  storeValue,
} from '../../src/admin/name-server-store.ts';
import { systemTopicsOfBroker, systemTopicsOfClusters } from '../../src/admin/topic-names.ts';
import { listUsers } from '../../src/admin/users.ts';
import { addWritePermission, wipeWritePermission } from '../../src/admin/write-permission.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

describe.each(VERSIONS)(
  'a cluster of RocketMQ %s with two name servers, two masters and a slave',
  (version) => {
    const of = withCluster({ version, nameServers: 2, masters: 2, slave: true });
    const release = `V${version.replaceAll('.', '_')}`;

    test('its brokers are told with their release', async () => {
      const { cluster, admin } = of();
      const told = await listBrokers(admin, 'DefaultCluster');
      expect(
        told.map(({ broker, value }) => [broker.name, broker.id, broker.address, value?.version]),
      ).toEqual(
        cluster.brokers
          .map(({ name, id, address }) => [name, id, address, release])
          .sort(([a, id], [b, other]) => String(a).localeCompare(String(b)) || Number(id) - Number(other)),
      );
      expect(mastersOf(await admin.nameServers.clusterInfo()).map(({ name }) => name)).toEqual([
        'broker-a',
        'broker-b',
      ]);
    });

    test('an unknown cluster or broker is told with what there is', async () => {
      const { admin } = of();
      await expect(listBrokers(admin, 'Nowhere')).rejects.toMatchObject({
        code: 'ROCKETMQ_CLUSTER_UNKNOWN',
        parameters: { known: 'DefaultCluster' },
      });
      await expect(masterOf(admin, 'broker-x')).rejects.toMatchObject({ code: 'ROCKETMQ_BROKER_UNKNOWN' });
    });

    test('settings of brokers are read and changed', async () => {
      const { admin, broker } = of();
      expect((await brokerConfig(admin, broker)).get('brokerName')).toBe('broker-a');
      await updateBrokerConfig(admin, broker, {
        waitTimeMillsInSendQueue: '321',
        messageDelayLevel: '1s 5s 中',
      });
      const changed = await brokerConfig(admin, broker);
      expect(changed.get('waitTimeMillsInSendQueue')).toBe('321');
      expect(changed.get('messageDelayLevel')).toBe('1s 5s 中');
    });

    test('settings of name servers are read', async () => {
      const { cluster, admin } = of();
      const told = await nameServerConfigs(admin);
      expect(told.map(({ nameServer, value }) => [nameServer, value?.get('listenPort')])).toEqual(
        cluster.nameServers.map(({ address }) => [address, address.split(':')[1]]),
      );
    });

    test('every name server takes the right to write from a broker, and gives it back', async () => {
      const { admin } = of();
      const perms = async () =>
        (await admin.nameServers.route('TBW102'))?.queueDatas
          .toSorted((a, b) => a.brokerName.localeCompare(b.brokerName))
          .map(({ perm }) => perm);
      expect(await perms()).toEqual([7, 7]);
      const wiped = await wipeWritePermission(admin, 'broker-b');
      expect(wiped.map(({ error }) => error)).toEqual([undefined, undefined]);
      for (const { value } of wiped) expect(value).toBeGreaterThan(0);
      expect(await perms()).toEqual([7, 5]);
      expect((await addWritePermission(admin, 'broker-b')).map(({ value }) => value)).toEqual(
        wiped.map(({ value }) => value),
      );
      // Whatever it was before.
      expect(await perms()).toEqual([7, 6]);
    });

    test('values are stored at every name server', async () => {
      const { cluster, admin } = of();
      expect(await storedValues(admin, ORDER_TOPIC_CONFIG)).toEqual({});
      await storeValue(admin, ORDER_TOPIC_CONFIG, 'orders', 'broker-a:4;broker-b:4');
      expect(await storedValue(admin, ORDER_TOPIC_CONFIG, 'orders')).toBe('broker-a:4;broker-b:4');
      await cluster.nameServers[0]!.kill();
      expect(await storedValues(admin, ORDER_TOPIC_CONFIG)).toEqual({ orders: 'broker-a:4;broker-b:4' });
      const outcomes = await removeStoredValue(admin, ORDER_TOPIC_CONFIG, 'orders');
      expect(outcomes.map(({ nameServer, error }) => [nameServer, error?.code])).toEqual([
        [cluster.nameServers[0]!.address, 'ROCKETMQ_CONNECT_FAILED'],
        [cluster.nameServers[1]!.address, undefined],
      ]);
      expect(await storedValue(admin, ORDER_TOPIC_CONFIG, 'orders')).toBeUndefined();
    });

    test('topics of its own are told', async () => {
      const { admin, broker } = of();
      expect([...(await systemTopicsOfClusters(admin))].sort()).toEqual([
        'DefaultCluster',
        'broker-a',
        'broker-b',
      ]);
      expect(await systemTopicsOfBroker(admin, broker)).toEqual(
        expect.arrayContaining(['SCHEDULE_TOPIC_XXXX', 'RMQ_SYS_TRANS_HALF_TOPIC', 'broker-a']),
      );
    });

    test('without access control there are neither accounts nor users', async () => {
      const { admin, broker } = of();
      expect(await accessControlOf(admin, broker)).toEqual({ accounts: false, users: false });
      await expect(accessConfig(admin, broker)).rejects.toMatchObject({ code: 'ROCKETMQ_ACL_OFF' });
      const code = version === '4.9.7' ? 'ROCKETMQ_REQUEST_NOT_SUPPORTED' : 'ROCKETMQ_USERS_OFF';
      await expect(listUsers(admin, broker)).rejects.toMatchObject({ code });
    });

    test('a broker that does not answer is told by name with its registered address', async () => {
      const { cluster, admin } = of();
      const [, second] = cluster.brokers;
      await second!.suspend();
      try {
        const told = await listBrokers(admin);
        expect(told.map(({ broker: { address }, error }) => [address, error?.code])).toEqual(
          told.map(({ broker: { address } }) => [
            address,
            address === second!.address ? 'ROCKETMQ_TIMEOUT' : undefined,
          ]),
        );
        expect(told.map(({ broker: { name } }) => name)).toContain(second!.name);
      } finally {
        await second!.resume();
      }
    });

    test('a name of which there is only a slave has no master', async () => {
      const { cluster, admin } = of();
      const [first, , slave] = cluster.brokers;
      await first!.kill();
      // Name servers notice the end of its connection when they come to it.
      const refusal = () => masterOf(admin, 'broker-a').catch((error: unknown) => error);
      await expect.poll(refusal).toMatchObject({
        code: 'ROCKETMQ_MASTER_MISSING',
        parameters: { broker: 'broker-a', addresses: slave!.address },
      });
    });
  },
);
