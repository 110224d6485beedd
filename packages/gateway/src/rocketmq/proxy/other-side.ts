import type { TlsConfig } from '@mqferry/core';
import { ConnectionPool, type Credentials, RESPONSE, type RemotingCommand } from '@mqferry/rocketmq';
import type { Question } from '../both-sides/joined-answers.ts';
import type { Side } from '../routing-table.ts';

/** How a gateway asks brokers of a cluster itself. */
export interface SideReach {
  /** Absent: plain text. */
  readonly tls?: TlsConfig | undefined;
  /** Networks in CIDR notation in which its brokers may be; everywhere when absent. */
  readonly networks?: readonly string[] | undefined;
  /** Signs what the gateway asks itself; the account needs the right to read groups. */
  readonly credentials?: Credentials | undefined;
}

/** Asks all masters of a cluster the same. */
export interface OtherSide {
  /** The answers with SUCCESS; who does not answer in time, or says something else, is left out. */
  ask(side: Side, question: Question): Promise<readonly RemotingCommand[]>;
  close(): Promise<void>;
}

/** A client waits 3 s for its answer unless told otherwise. */
const TIMEOUT_MS = 1000;
/** Members of a group ask together when one comes or goes. */
const FRESH_MS = 1000;

/** Connects when it is first asked something. */
export const createOtherSide = (
  reach: Readonly<Record<Side, SideReach>>,
  mastersOf: (side: Side) => readonly string[],
): OtherSide => {
  const poolOf = (side: Side) => {
    const { tls, networks, credentials } = reach[side];
    const limits = { connectTimeoutMs: TIMEOUT_MS, requestTimeoutMs: TIMEOUT_MS };
    return new ConnectionPool({ tls, networks, credentials, ...limits });
  };
  const pools = { source: poolOf('source'), target: poolOf('target') };
  const asked = new Map<string, Promise<readonly RemotingCommand[]>>();

  const askMaster = async (side: Side, address: string, { code, fields, body }: Question) => {
    const connection = await pools[side].get(address);
    return connection.request({ code, name: `request ${code}`, fields, body });
  };

  const askAll = async (side: Side, question: Question): Promise<readonly RemotingCommand[]> => {
    const answers = await Promise.allSettled(
      mastersOf(side).map((address) => askMaster(side, address, question)),
    );
    return answers.flatMap((answer) =>
      answer.status === 'fulfilled' && answer.value.code === RESPONSE.SUCCESS ? [answer.value] : [],
    );
  };

  return {
    ask: (side, question) => {
      const key = `${side} ${question.code} ${JSON.stringify(question.fields)} ${question.body.toString('latin1')}`;
      const known = asked.get(key);
      if (known) return known;
      const answers = askAll(side, question);
      asked.set(key, answers);
      setTimeout(() => asked.delete(key), FRESH_MS).unref();
      return answers;
    },
    close: async () => {
      await Promise.all([pools.source.close(), pools.target.close()]);
    },
  };
};
