import type { Texts } from '../protocol/bodies/values.ts';
import {
  DELETE_KV_CONFIG,
  GET_KV_CONFIG,
  GET_KVLIST_BY_NAMESPACE,
  PUT_KV_CONFIG,
} from '../protocol/requests/name-server.ts';
import { type NameServerOutcome, onNameServers } from './outcomes.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';

/** The namespace with the queues of ordered topics, `broker-a:8;broker-b:8` by topic (`NamesrvUtil.NAMESPACE_ORDER_TOPIC_CONFIG`). */
export const ORDER_TOPIC_CONFIG = 'ORDER_TOPIC_CONFIG';

/** All values of a namespace of the name servers' store; none where there is no such namespace. Throws as `NameServers.call` does. */
export const storedValues = async ({ nameServers }: RocketmqAdmin, namespace: string): Promise<Texts> =>
  (await nameServers.call(GET_KVLIST_BY_NAMESPACE, { namespace })).body ?? {};

/** One value, or undefined where there is none. Throws as `NameServers.call` does. */
export const storedValue = async (
  { nameServers }: RocketmqAdmin,
  namespace: string,
  key: string,
): Promise<string | undefined> => (await nameServers.call(GET_KV_CONFIG, { namespace, key })).fields.value;

/** Sets a value at every name server, for they tell each other nothing. */
export const storeValue = (
  admin: RocketmqAdmin,
  namespace: string,
  key: string,
  value: string,
): Promise<NameServerOutcome<void>[]> =>
  onNameServers(admin, async (address) => {
    await ask(admin, address, PUT_KV_CONFIG, { namespace, key, value });
  });

/** Removes a value at every name server. */
export const removeStoredValue = (
  admin: RocketmqAdmin,
  namespace: string,
  key: string,
): Promise<NameServerOutcome<void>[]> =>
  onNameServers(admin, async (address) => {
    await ask(admin, address, DELETE_KV_CONFIG, { namespace, key });
  });
