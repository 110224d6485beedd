import { apiErrors, problemOf } from '@mqferry/api';
import { type CodedError, codedErrorIn } from '@mqferry/core';
import { brokerErrorName, type KafkaClient } from '@mqferry/kafka';

/** How far a connection came. */
type Step = 'dns' | 'tcp' | 'tls' | 'sasl' | 'authorization' | 'version' | 'other';

const STEPS: Readonly<Record<string, Step>> = {
  KAFKA_CONNECT_FAILED: 'tcp',
  KAFKA_TLS_FAILED: 'tls',
  KAFKA_TLS_EXPECTED: 'tls',
  KAFKA_AUTHENTICATION_FAILED: 'sasl',
  KAFKA_MECHANISM_UNSUPPORTED: 'sasl',
  KAFKA_LOGIN_EXPECTED: 'sasl',
  KAFKA_LOGIN_UNEXPECTED: 'sasl',
  KAFKA_VERSION_UNSUPPORTED: 'version',
};

const UNKNOWN_NAMES = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** Every coded error in a chain of causes, the outermost first. */
const chainOf = (error: unknown): CodedError[] => {
  const chain: CodedError[] = [];
  for (let coded = codedErrorIn(error); coded; coded = codedErrorIn(coded.cause)) chain.push(coded);
  return chain;
};

const isUnknownName = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && UNKNOWN_NAMES.has(String(cause.code))) return true;
  }
  return false;
};

const stepOf = (error: unknown): Step => {
  if (isUnknownName(error)) return 'dns';
  if (brokerErrorName(error)?.endsWith('AUTHORIZATION_FAILED')) return 'authorization';
  return (
    chainOf(error)
      .map(({ code }) => STEPS[code])
      .findLast((step) => step !== undefined) ?? 'other'
  );
};

/** Whether a cluster answers; if not, what is wrong, and at which step. */
export const testConnection = async (client: KafkaClient) => {
  try {
    const { clusterId, brokers } = await client.metadata();
    return { ok: true, clusterId: clusterId ?? null, brokers: brokers.size } as const;
  } catch (error) {
    const coded = codedErrorIn(error) ?? apiErrors.API_UNEXPECTED({ reason: String(error) }, error);
    return { ok: false, step: stepOf(error), problem: problemOf(coded) } as const;
  }
};
