import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCodedError } from '@mqferry/core';
import type { Artifacts } from '../artifacts.ts';
import { launchOnPorts } from '../open-sandbox.ts';
import { HOST } from '../ports.ts';
import type { StateFile } from '../sandbox-state.ts';
import { rocketmqBrokerSettings } from './broker-settings.ts';
import { LiveNameServer } from './name-server.ts';
import { plainAcl } from './rocketmq-acl.ts';
import { LiveRocketmqBroker } from './rocketmq-broker.ts';
import type { CheckedRocketmqOptions } from './rocketmq-options.ts';
import type { RocketmqPlan } from './rocketmq-plan.ts';
import { holdRocketmqPorts } from './rocketmq-ports.ts';
import { writeServerFiles } from './rocketmq-process.ts';
import { LiveProxy, writeProxyFiles } from './rocketmq-proxy.ts';

/** What a cluster is started with. */
export interface RocketmqLaunchOptions extends CheckedRocketmqOptions {
  readonly directory: string;
  readonly artifacts: Artifacts;
  /** JVM arguments of an archive of the broker's classes, or to make one. */
  readonly jvmArgs: readonly string[];
  readonly state: StateFile;
}

/** A cluster that runs. */
export interface LaunchedRocketmq {
  readonly plan: RocketmqPlan;
  readonly nameServers: readonly LiveNameServer[];
  readonly brokers: readonly LiveRocketmqBroker[];
  readonly proxy: LiveProxy | undefined;
}

const writeFiles = async (plan: RocketmqPlan): Promise<void> => {
  const { version, acl, nameServerPlans, brokerPlans, proxyPlan } = plan;
  for (const { directory, port } of nameServerPlans) {
    const bindAddress = version === '4.9.7' ? {} : { bindAddress: HOST };
    await writeServerFiles(directory, { listenPort: String(port), ...bindAddress });
  }
  for (const broker of brokerPlans) {
    await writeServerFiles(broker.directory, rocketmqBrokerSettings(plan, broker));
    if (acl && version === '4.9.7') {
      await writeFile(join(broker.directory, 'conf', 'plain_acl.yml'), plainAcl(acl));
    }
  }
  if (proxyPlan) await writeProxyFiles(plan, proxyPlan);
};

const startAll = async (servers: readonly (LiveNameServer | LiveRocketmqBroker | LiveProxy)[]) => {
  await Promise.all(servers.map((server) => server.launch()));
  await Promise.all(servers.map((server) => server.untilReady()));
};

const PROXY_ATTEMPTS = 3;

/** A proxy makes a topic on the brokers when it starts, and ends when they or a name server take longer than 3 s to answer. */
const startProxy = async (proxy: LiveProxy): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startAll([proxy]);
    } catch (error) {
      if (attempt === PROXY_ATTEMPTS || !isCodedError(error, 'SANDBOX_PROCESS_DIED')) throw error;
    }
  }
};

const launch = async (options: RocketmqLaunchOptions): Promise<LaunchedRocketmq> => {
  const ports = await holdRocketmqPorts(options);
  try {
    const plan: RocketmqPlan = { ...options, ...ports.plans };
    await writeFiles(plan);
    const nameServers: LiveNameServer[] = [];
    const brokers: LiveRocketmqBroker[] = [];
    const context = {
      ...options,
      awakeNameServers: () => nameServers.filter(({ awake }) => awake).map((server) => server.plan.port),
      awakeBrokers: () => brokers.filter(({ awake }) => awake).map(({ address }) => address),
    };
    for (const [index, server] of plan.nameServerPlans.entries()) {
      nameServers.push(new LiveNameServer(server, `namesrv ${index + 1}`, context));
    }
    for (const broker of plan.brokerPlans) brokers.push(new LiveRocketmqBroker(broker, context));
    const proxy = plan.proxyPlan && new LiveProxy(plan.proxyPlan, context);
    await ports.release('nameServers');
    await startAll(nameServers);
    await ports.release('brokers');
    // A slave that finds no master when it registers asks again ten seconds later.
    await startAll(brokers.filter(({ role }) => role === 'master'));
    await startAll(brokers.filter(({ role }) => role === 'slave'));
    await ports.release('proxy');
    if (proxy) await startProxy(proxy);
    return { plan, nameServers, brokers, proxy };
  } finally {
    await ports.releaseAll();
  }
};

/**
 * Starts the processes of a cluster and resolves when every broker answers and is known to every name server, and the
 * proxy answers. With ports of its own choice it tries others when somebody took one. What it started is in the state
 * file.
 */
export const launchRocketmq = (options: RocketmqLaunchOptions): Promise<LaunchedRocketmq> =>
  launchOnPorts(() => launch(options), { free: options.ports === undefined, state: options.state });
