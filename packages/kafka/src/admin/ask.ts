import type { MessageFor } from '../client/broker-connection.ts';
import { brokerErrorName } from '../client/broker-error.ts';
import type { Destination, KafkaClient } from '../client/kafka-client.ts';
import type { Api } from '../protocol/api.ts';

/** How long brokers may take over a change, in milliseconds; the answer is waited for somewhat longer. */
export const CHANGE_TIMEOUT_MS = 30_000;
const GRACE_MS = 10_000;

/** Nothing was done when the broker asked was not the controller, so the same can be asked of the one that is. */
const controllerMoved = (error: unknown): boolean => brokerErrorName(error) === 'NOT_CONTROLLER';

/**
 * Has the controller change something, and the next controller when it has moved. Any other failure is not
 * followed by a second attempt, for the first may have succeeded. `check` throws the errors inside an answer.
 */
export const askController = <Req, Res>(
  client: KafkaClient,
  api: Api<Req, Res>,
  message: MessageFor<Req>,
  check: (answer: Res) => void,
): Promise<Res> => {
  const ask = async () => {
    // As long as nothing was sent, it can be tried again whatever goes wrong.
    const connection = await client.retrying(() => client.route('controller'));
    const answer = await connection.send(api, message, { timeoutMs: CHANGE_TIMEOUT_MS + GRACE_MS });
    check(answer);
    return answer;
  };
  return client.retrying(ask, undefined, controllerMoved);
};

/** Asks for something that can be asked again; `read` throws the errors inside an answer. */
export const askFor = <Req, Res, Result>(
  client: KafkaClient,
  to: Destination,
  api: Api<Req, Res>,
  message: MessageFor<Req>,
  read: (answer: Res) => Result,
): Promise<Result> => client.retrying(async () => read(await client.send(api, message, to)));

/** Asks every broker of the cluster; the results are in the order of the brokers' ids. */
export const askBrokers = async <Req, Res, Result>(
  client: KafkaClient,
  api: Api<Req, Res>,
  message: MessageFor<Req>,
  read: (answer: Res, broker: number) => Result,
): Promise<Result[]> => {
  const brokers = [...(await client.retrying(() => client.metadata())).brokers.keys()].sort((a, b) => a - b);
  return Promise.all(
    brokers.map((node) => askFor(client, { node }, api, message, (answer) => read(answer, node))),
  );
};
