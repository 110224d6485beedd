import { HOST } from '../ports.ts';
import type { CheckedRocketmqOptions } from './rocketmq-options.ts';

/** A name server, decided before it is started. */
export interface NameServerPlan {
  readonly directory: string;
  readonly port: number;
}

/** A broker, decided before it is started. */
export interface BrokerPlan {
  readonly directory: string;
  readonly name: string;
  /** 0 for a master. */
  readonly id: number;
  readonly role: 'master' | 'slave';
  /** It takes the ports two below (the VIP channel) and one above (replication to slaves) too. */
  readonly port: number;
}

/** The proxy, decided before it is started. */
export interface ProxyPlan {
  readonly directory: string;
  readonly grpcPort: number;
  readonly remotingPort: number;
}

/** Everything that was decided about a cluster before anything is started. */
export interface RocketmqPlan extends CheckedRocketmqOptions {
  readonly nameServerPlans: readonly NameServerPlan[];
  readonly brokerPlans: readonly BrokerPlan[];
  readonly proxyPlan: ProxyPlan | undefined;
}

/** `host:port` of something on this machine. */
export const addressOf = ({ port }: { readonly port: number }): string => `${HOST}:${port}`;

/** The name servers as RocketMQ wants them: `host:port;host:port`. */
export const namesrvAddr = ({ nameServerPlans }: RocketmqPlan): string =>
  nameServerPlans.map(addressOf).join(';');
