import { join } from 'node:path';
import { isCodedError } from '@mqferry/core';
import type { Artifacts } from '../artifacts.ts';
import { type HeldPorts, HOST, holdPorts } from '../ports.ts';
import { endProcesses, type StateFile } from '../sandbox-state.ts';
import { rocketmqBrokerSettings } from './broker-settings.ts';
import { LiveNameServer } from './name-server.ts';
import { LiveRocketmqBroker } from './rocketmq-broker.ts';
import type { CheckedRocketmqOptions } from './rocketmq-options.ts';
import { BESIDE_BROKER_PORT, type RocketmqPlan } from './rocketmq-plan.ts';
import { writeServerFiles } from './rocketmq-process.ts';

/** How often other ports are tried when somebody took one between its release and its user's start. */
const ATTEMPTS = 3;

/** What a cluster is started with. */
export interface RocketmqLaunchOptions extends CheckedRocketmqOptions {
  readonly directory: string;
  readonly artifacts: Artifacts;
  readonly state: StateFile;
}

/** A cluster that runs. */
export interface LaunchedRocketmq {
  readonly plan: RocketmqPlan;
  readonly nameServers: readonly LiveNameServer[];
  readonly brokers: readonly LiveRocketmqBroker[];
}

/** The masters, and the slave of the first one. */
const brokersOf = ({ brokerNames, slave }: CheckedRocketmqOptions) => [
  ...brokerNames.map((name) => ({ name, id: 0, role: 'master' as const })),
  ...(slave ? [{ name: brokerNames[0]!, id: 1, role: 'slave' as const }] : []),
];

const holdAll = async (options: RocketmqLaunchOptions): Promise<Record<'names' | 'brokers', HeldPorts>> => {
  const { nameServers, ports } = options;
  const wanted = Array.from(
    { length: nameServers + brokersOf(options).length },
    (_, place) => ports?.[place],
  );
  const names = await holdPorts(wanted.slice(0, nameServers));
  try {
    return { names, brokers: await holdPorts(wanted.slice(nameServers), BESIDE_BROKER_PORT) };
  } catch (error) {
    await names.release();
    throw error;
  }
};

const planOf = (options: RocketmqLaunchOptions, names: HeldPorts, brokers: HeldPorts): RocketmqPlan => ({
  ...options,
  nameServerPlans: names.ports.map((port, index) => ({
    directory: join(options.directory, `namesrv-${index + 1}`),
    port,
  })),
  brokerPlans: brokersOf(options).map((broker, index) => ({
    ...broker,
    directory: join(options.directory, `${broker.name}-${broker.id}`),
    port: brokers.ports[index]!,
  })),
});

const writeFiles = async (plan: RocketmqPlan): Promise<void> => {
  for (const { directory, port } of plan.nameServerPlans) {
    const bindAddress = plan.version === '4.9.7' ? {} : { bindAddress: HOST };
    await writeServerFiles(directory, { listenPort: String(port), ...bindAddress });
  }
  for (const broker of plan.brokerPlans) {
    await writeServerFiles(broker.directory, rocketmqBrokerSettings(plan, broker));
  }
};

const launch = async (options: RocketmqLaunchOptions): Promise<LaunchedRocketmq> => {
  const { artifacts, state, heap } = options;
  const held = await holdAll(options);
  try {
    const plan = planOf(options, held.names, held.brokers);
    await writeFiles(plan);
    const nameServers: LiveNameServer[] = [];
    const brokers: LiveRocketmqBroker[] = [];
    const context = {
      ...{ artifacts, state, heap },
      awakeNameServers: () => nameServers.filter(({ awake }) => awake).map((server) => server.plan.port),
      awakeBrokers: () => brokers.filter(({ awake }) => awake).map(({ address }) => address),
    };
    for (const [index, server] of plan.nameServerPlans.entries()) {
      nameServers.push(new LiveNameServer(server, `namesrv ${index + 1}`, context));
    }
    for (const broker of plan.brokerPlans) brokers.push(new LiveRocketmqBroker(broker, context));
    await held.names.release();
    await Promise.all(nameServers.map((server) => server.launch()));
    await Promise.all(nameServers.map((server) => server.untilReady()));
    await held.brokers.release();
    await Promise.all(brokers.map((broker) => broker.launch()));
    await Promise.all(brokers.map((broker) => broker.untilReady()));
    return { plan, nameServers, brokers };
  } finally {
    await Promise.all([held.names.release(), held.brokers.release()]);
  }
};

/**
 * Starts the processes of a cluster and resolves when every broker answers and is known to every name server.
 * With ports of its own choice it tries others when somebody took one. What it started is in the state file.
 */
export const launchRocketmq = async (options: RocketmqLaunchOptions): Promise<LaunchedRocketmq> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(options);
    } catch (error) {
      const taken = isCodedError(error, 'SANDBOX_PORT_IN_USE') && options.ports === undefined;
      if (!taken || attempt === ATTEMPTS) throw error;
      await endProcesses(options.state.state);
    }
  }
};
