import { ADD_WRITE_PERM_OF_BROKER, WIPE_WRITE_PERM_OF_BROKER } from '../protocol/requests/name-server.ts';
import { type NameServerOutcome, onNameServers } from './outcomes.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';

/**
 * Has every name server tell clients not to write to a broker, and gives how many topics that changed. It is advice: the
 * broker still takes what is sent to it, and the routes are as before when it registers itself with another set-up of a
 * topic, or starts again.
 */
export const wipeWritePermission = (
  admin: RocketmqAdmin,
  brokerName: string,
): Promise<NameServerOutcome<number>[]> =>
  onNameServers(
    admin,
    async (address) =>
      (await ask(admin, address, WIPE_WRITE_PERM_OF_BROKER, { brokerName })).fields.wipeTopicCount,
  );

/**
 * Takes that back, and more: the name servers tell of every topic of the broker then that it can be read and written,
 * also of one that is only to be read (`RouteInfoManager.operateWritePermOfBroker`), until the broker registers it anew.
 * From 4.9.2 on.
 */
export const addWritePermission = (
  admin: RocketmqAdmin,
  brokerName: string,
): Promise<NameServerOutcome<number>[]> =>
  onNameServers(
    admin,
    async (address) =>
      (await ask(admin, address, ADD_WRITE_PERM_OF_BROKER, { brokerName })).fields.addTopicCount,
  );
