import { randomBytes } from 'node:crypto';
import { throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { type ScramDigest, saltPassword } from '../client/sasl/salted-password.ts';
import { AlterUserScramCredentials, DescribeUserScramCredentials } from '../protocol/generated/index.ts';
import { askController, askFor } from './ask.ts';

export type ScramMechanism = 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

/** How a user can log in; what a broker keeps of the password cannot be read. */
export interface ScramCredential {
  readonly mechanism: ScramMechanism;
  readonly iterations: number;
}

/** A password to set, or (null) a way of logging in to remove. */
export interface ScramChange {
  readonly user: string;
  readonly mechanism: ScramMechanism;
  readonly password: string | null;
  /** How costly guessing is made: 4,096 to 16,384; 4,096 unless given. */
  readonly iterations?: number;
}

const CODES: Readonly<Record<ScramMechanism, number>> = { 'SCRAM-SHA-256': 1, 'SCRAM-SHA-512': 2 };
const DIGESTS: Readonly<Record<ScramMechanism, ScramDigest>> = {
  'SCRAM-SHA-256': 'sha256',
  'SCRAM-SHA-512': 'sha512',
};
const DEFAULT_ITERATIONS = 4096;
const SALT_BYTES = 24;
const RESOURCE_NOT_FOUND = 91;

/** The SCRAM users of a cluster, or those named that exist, with their ways of logging in (KIP-554, from 2.7). */
export const describeScramUsers = (
  client: KafkaClient,
  users?: readonly string[],
): Promise<Map<string, ScramCredential[]>> =>
  askFor(
    client,
    'controller',
    DescribeUserScramCredentials,
    { users: users?.map((name) => ({ name })) ?? null },
    ({ errorCode, errorMessage, results }) => {
      throwOnError('DescribeUserScramCredentials', 'the cluster', errorCode, errorMessage);
      const found = results.filter((result) => result.errorCode !== RESOURCE_NOT_FOUND);
      return new Map(
        found.map((result) => {
          throwOnError('DescribeUserScramCredentials', result.user, result.errorCode, result.errorMessage);
          const credentials = result.credentialInfos.map(({ mechanism, iterations }): ScramCredential => {
            const name = mechanism === CODES['SCRAM-SHA-256'] ? 'SCRAM-SHA-256' : 'SCRAM-SHA-512';
            return { mechanism: name, iterations };
          });
          return [result.user, credentials];
        }),
      );
    },
  );

/**
 * Sets and removes passwords of SCRAM users (KIP-554, from 2.7); only what is derived from a password is sent.
 * Throws the first user's error (RESOURCE_NOT_FOUND where there is nothing to remove), after which others may be
 * changed.
 */
export const alterScramUsers = async (
  client: KafkaClient,
  changes: readonly ScramChange[],
): Promise<void> => {
  // A KRaft controller takes one change of a user at a time (DUPLICATE_RESOURCE).
  const users = [...Map.groupBy(changes, ({ user }) => user).values()];
  for (let i = 0; users.some(({ length }) => i < length); i += 1) {
    await alterOnce(
      client,
      users.flatMap((own) => own.slice(i, i + 1)),
    );
  }
};

const alterOnce = async (client: KafkaClient, changes: readonly ScramChange[]): Promise<void> => {
  const deletions = changes
    .filter(({ password }) => password === null)
    .map(({ user, mechanism }) => ({ name: user, mechanism: CODES[mechanism] }));
  const upsertions = await Promise.all(
    changes.flatMap(({ user, mechanism, password, iterations = DEFAULT_ITERATIONS }) =>
      password === null ? [] : [upsertion(user, mechanism, password, iterations)],
    ),
  );
  await askController(client, AlterUserScramCredentials, { deletions, upsertions }, ({ results }) => {
    for (const { user, errorCode, errorMessage } of results) {
      throwOnError('AlterUserScramCredentials', user, errorCode, errorMessage);
    }
  });
};

const upsertion = async (user: string, mechanism: ScramMechanism, password: string, iterations: number) => {
  const salt = randomBytes(SALT_BYTES);
  const saltedPassword = await saltPassword(DIGESTS[mechanism], password, salt, iterations);
  return { name: user, mechanism: CODES[mechanism], iterations, salt, saltedPassword };
};
