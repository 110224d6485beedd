import { inParallel } from '@mqferry/core';
import { GET_ROUTEINFO_BY_TOPIC, parseAddress, RemotingConnection } from '@mqferry/rocketmq';

const CONNECTIONS = 8;
/** On each connection. */
const IN_FLIGHT = 8;

/** Asks a name server for routes of topics in turn, so many times, and gives answers a second. */
export const routesPerSecond = async (
  address: string,
  topics: readonly string[],
  count: number,
): Promise<number> => {
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => RemotingConnection.open(parseAddress(address))),
  );
  const { code, name } = GET_ROUTEINFO_BY_TOPIC;
  let asked = 0;
  const askOn = async (connection: RemotingConnection): Promise<void> => {
    while (asked < count) {
      const topic = topics[asked % topics.length]!;
      asked += 1;
      const answer = await connection.request({ code, name, fields: { topic }, body: Buffer.alloc(0) });
      if (answer.code !== 0) throw new Error(`no route of ${topic}: ${answer.remark}`);
    }
  };
  const began = performance.now();
  const askers = connections.flatMap((connection) => Array.from({ length: IN_FLIGHT }, () => connection));
  await inParallel(askers, askers.length, askOn);
  const seconds = (performance.now() - began) / 1000;
  for (const connection of connections) connection.close();
  return count / seconds;
};
