import { subscriptionData } from '../subscription.ts';
import type { ConsumerDescription } from './members.ts';

/** The body of a heartbeat: Java's `HeartbeatData`. */
export const heartbeatBody = (
  clientID: string,
  producerGroups: Iterable<string>,
  consumers: readonly ConsumerDescription[],
): Buffer =>
  Buffer.from(
    JSON.stringify({
      clientID,
      producerDataSet: Array.from(producerGroups, (groupName) => ({ groupName })),
      consumerDataSet: consumers.map(({ subscriptions, ...consumer }) => ({
        ...consumer,
        subscriptionDataSet: subscriptions.map(subscriptionData),
        unitMode: false,
      })),
    }),
  );
