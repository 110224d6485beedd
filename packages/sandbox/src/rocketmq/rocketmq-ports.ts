import { join } from 'node:path';
import { type HeldPorts, holdPorts } from '../ports.ts';
import type { CheckedRocketmqOptions } from './rocketmq-options.ts';
import type { RocketmqPlan } from './rocketmq-plan.ts';

/** The distances from a broker's port of the other ports that it takes. */
const BESIDE_BROKER_PORT = [-2, 1];

type Holder = 'nameServers' | 'brokers' | 'proxy';

/** The servers of a cluster with ports that nobody else gets until they are released. */
export interface RocketmqPorts {
  readonly plans: Pick<RocketmqPlan, 'nameServerPlans' | 'brokerPlans' | 'proxyPlan'>;
  /** Frees the ports of some servers, to be called right before they start. */
  release(holder: Holder): Promise<void>;
  releaseAll(): Promise<void>;
}

/** The masters, and the slave of the first one. */
const brokersOf = ({ brokerNames, slave }: CheckedRocketmqOptions) => [
  ...brokerNames.map((name) => ({ name, id: 0, role: 'master' as const })),
  ...(slave ? [{ name: brokerNames[0]!, id: 1, role: 'slave' as const }] : []),
];

/** Decides which server gets which ports and folder, and holds the ports. Throws SANDBOX_PORT_IN_USE. */
export const holdRocketmqPorts = async (
  options: CheckedRocketmqOptions & { readonly directory: string },
): Promise<RocketmqPorts> => {
  const { nameServers, ports, proxy, directory } = options;
  const brokers = brokersOf(options);
  const held: Partial<Record<Holder, HeldPorts>> = {};
  const releaseAll = async () => {
    for (const { release } of Object.values(held)) await release();
  };
  let next = 0;
  const hold = async (
    holder: Holder,
    count: number,
    beside?: readonly number[],
  ): Promise<readonly number[]> => {
    const wanted = Array.from({ length: count }, (_, place) => ports?.[next + place]);
    next += count;
    held[holder] = await holdPorts(wanted, beside);
    return held[holder].ports;
  };
  try {
    const namePorts = await hold('nameServers', nameServers);
    const brokerPorts = await hold('brokers', brokers.length, BESIDE_BROKER_PORT);
    const [grpcPort, remotingPort] = await hold('proxy', proxy ? 2 : 0);
    return {
      plans: {
        nameServerPlans: namePorts.map((port, index) => ({
          directory: join(directory, `namesrv-${index + 1}`),
          port,
        })),
        brokerPlans: brokers.map((broker, index) => ({
          ...broker,
          directory: join(directory, `${broker.name}-${broker.id}`),
          port: brokerPorts[index]!,
        })),
        proxyPlan: proxy
          ? { directory: join(directory, 'proxy'), grpcPort: grpcPort!, remotingPort: remotingPort! }
          : undefined,
      },
      release: async (holder) => held[holder]?.release(),
      releaseAll,
    };
  } catch (error) {
    await releaseAll();
    throw error;
  }
};
