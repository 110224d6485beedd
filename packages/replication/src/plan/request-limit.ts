import { describeConfigs, type KafkaClient } from '@mqferry/kafka';
import { isNotAvailable } from './scan-log.ts';

/** A broker closes the connection on which a larger request comes. */
const LIMIT = 'socket.request.max.bytes';

/** The largest request that every broker of a cluster takes, in bytes; Infinity where it does not tell this user. */
export const requestLimit = async (client: KafkaClient): Promise<number> => {
  const brokers = [...(await client.metadata()).brokers.keys()];
  try {
    const limits = await Promise.all(
      brokers.map(async (broker) => {
        const configs = (await describeConfigs(client, [{ broker }])).get(String(broker));
        return Number(configs?.get(LIMIT)?.value ?? Number.POSITIVE_INFINITY);
      }),
    );
    return Math.min(...limits);
  } catch (error) {
    if (isNotAvailable(error)) return Number.POSITIVE_INFINITY;
    throw error;
  }
};
