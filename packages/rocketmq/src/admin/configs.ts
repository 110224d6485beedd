import { propertiesBytes, type Settings } from '../protocol/properties.ts';
import { GET_BROKER_CONFIG, UPDATE_BROKER_CONFIG } from '../protocol/requests/broker-config.ts';
import { GET_NAMESRV_CONFIG } from '../protocol/requests/name-server.ts';
import { type NameServerOutcome, onNameServers } from './outcomes.ts';
import { ask, askBody, type RocketmqAdmin } from './rocketmq-admin.ts';

/** All settings of the broker at `host:port`. Throws as `ask` does. */
export const brokerConfig = (admin: RocketmqAdmin, address: string): Promise<Settings> =>
  askBody(admin, address, GET_BROKER_CONFIG, {});

/**
 * Changes settings of the broker at `host:port` while it runs, and in its file if it has one. Names that it does not know
 * are passed over by it without a word. Throws ROCKETMQ_NO_PERMISSION for one that must not be changed, and as `ask` does.
 */
export const updateBrokerConfig = async (
  admin: RocketmqAdmin,
  address: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> => {
  await ask(admin, address, UPDATE_BROKER_CONFIG, {}, { body: propertiesBytes(settings) });
};

/** The settings of every name server. */
export const nameServerConfigs = (admin: RocketmqAdmin): Promise<NameServerOutcome<Settings>[]> =>
  onNameServers(admin, (address) => askBody(admin, address, GET_NAMESRV_CONFIG, {}));
