import { type CodedError, codedErrorIn } from '@mqferry/core';
import { kafkaErrorByCode } from '../protocol/error-codes.ts';
import { clientErrors } from './errors.ts';

/**
 * The error for a non-zero error code in a broker's answer: KAFKA_BROKER_ERROR_RETRIABLE or KAFKA_BROKER_ERROR
 * after Kafka's own table. `subject` names what it was about, such as a topic partition.
 */
export const brokerError = (
  api: string,
  subject: string,
  errorCode: number,
  detail?: string | null,
): CodedError => {
  const { name, retriable, message } = kafkaErrorByCode(errorCode);
  const build = retriable ? clientErrors.KAFKA_BROKER_ERROR_RETRIABLE : clientErrors.KAFKA_BROKER_ERROR;
  return build({ api, subject, error: name, detail: detail ?? message });
};

/** Throws the broker's error unless the code is 0. */
export const throwOnError = (
  api: string,
  subject: string,
  errorCode: number,
  detail?: string | null,
): void => {
  if (errorCode !== 0) throw brokerError(api, subject, errorCode, detail);
};

/** Kafka's name of the error behind a failure (`NOT_LEADER_OR_FOLLOWER`, …), undefined when it is not a broker's. */
export const brokerErrorName = (error: unknown): string | undefined => {
  const coded = codedErrorIn(error);
  const name = coded?.code.startsWith('KAFKA_BROKER_ERROR') ? coded.parameters.error : undefined;
  return typeof name === 'string' ? name : undefined;
};
