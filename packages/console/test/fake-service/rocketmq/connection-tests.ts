import { type Answer, type Problem, problemOf, type Routes } from '@mqferry/api';
import { defineErrors } from '@mqferry/core';
import { brokerErrors, connectionErrors } from '@mqferry/rocketmq';

type Test = Answer<Routes['testRocketmqConnection']>;
type Step = Test['failures'][number]['step'];

const fakeErrors = defineErrors({
  ROCKETMQ_VERSION_TOO_OLD: {
    status: 422,
    retriable: false,
    message: {
      en: 'Broker {broker} is {version}; 4.1.0 is the oldest that is known to work.',
      zh: 'Broker {broker} 的版本为 {version}；已知可用的最低版本为 4.1.0。',
    },
    action: { en: 'Upgrade the brokers first.', zh: '请先升级 Broker。' },
  },
});

const broker = (address: string, version: string | null, problem: Problem | null = null) => ({
  ...{ name: 'broker-a', brokerId: 0, address, version, problem },
});

/** As brokers of 4.9 say it. */
const REMARK =
  'org.apache.rocketmq.acl.common.AclException: Check signature failed for accessKey=admin, org.apache.rocketmq.acl.plain.PlainPermissionManager.validate(PlainPermissionManager.java:683)';

const failed = (step: Step, problem: Problem) => [{ step, problem }];

/** What a test finds: what the address of the name servers is called tells what is wrong with it. */
export const testOf = (
  nameServers: string,
  clusterName: string | undefined,
  secretKey: string | undefined,
): Test => {
  const servers = nameServers.split(';').map((address) => ({ address, problem: null }));
  const nothing = {
    ...{ ok: false, failures: [], nameServers: servers, clusters: [], clusterName: null, brokers: [] },
    accessControl: null,
  };
  const found = { ...nothing, clusters: ['DefaultCluster'], clusterName: 'DefaultCluster' };
  if (nameServers.includes('down')) {
    const reason = 'connect ECONNREFUSED';
    const reasons = servers.map(({ address }) => `${address}: ${reason}`).join('; ');
    return {
      ...nothing,
      failures: failed(
        'name-server',
        problemOf(connectionErrors.ROCKETMQ_NAME_SERVERS_UNREACHABLE({ reasons })),
      ),
      nameServers: servers.map(({ address }) => ({
        ...{ address },
        problem: problemOf(connectionErrors.ROCKETMQ_CONNECT_FAILED({ broker: address, reason })),
      })),
    };
  }
  if (nameServers.includes('kafka')) {
    const reasons = 'the first bytes are no frame';
    const problem = problemOf(
      connectionErrors.ROCKETMQ_NOT_A_NAME_SERVER({ addresses: nameServers, reasons }),
    );
    return { ...nothing, failures: failed('not-a-name-server', problem) };
  }
  if (nameServers.includes('ancient')) {
    const problem = problemOf(fakeErrors.ROCKETMQ_VERSION_TOO_OLD({ broker: 'broker-a', version: '3.2.6' }));
    return {
      ...{ ...found, failures: failed('version', problem) },
      brokers: [broker('10.20.1.21:10911', 'V3_2_6', problem)],
    };
  }
  if (nameServers.includes('docker')) {
    const address = '172.17.0.3:10911';
    const problem = problemOf(
      connectionErrors.ROCKETMQ_CONNECT_FAILED({ broker: address, reason: 'connect ETIMEDOUT' }),
    );
    return { ...found, failures: failed('broker', problem), brokers: [broker(address, null, problem)] };
  }
  if (secretKey === 'wrong') {
    const problem = problemOf(
      brokerErrors.ROCKETMQ_AUTHENTICATION_FAILED({
        ...{ server: '10.20.1.21:10911', request: 'GET_BROKER_CONFIG', remark: REMARK },
      }),
    );
    return {
      ...{ ...found, failures: failed('authentication', problem) },
      brokers: [broker('10.20.1.21:10911', null, problem)],
    };
  }
  if (nameServers.includes('shared') && clusterName === undefined)
    return { ...nothing, clusters: ['orders-cluster', 'payments-cluster'] };
  const name = clusterName ?? 'DefaultCluster';
  return {
    ...{ ...found, ok: true, clusters: [name], clusterName: name, accessControl: ['accounts'] },
    brokers: [broker('10.20.1.21:10911', 'V4_9_7')],
  };
};
