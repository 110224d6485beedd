import type { CodedError } from '@mqferry/core';
import type { StoredMessage } from '../message/stored-message.ts';
import type { RegisteredBroker } from './brokers.ts';
import type { BrokerOutcome } from './outcomes.ts';

/** A message, and where it was found. */
export interface FoundMessage {
  readonly broker: RegisteredBroker;
  readonly message: StoredMessage;
}

/** What a search at several brokers has found. */
export interface MessageSearch {
  /** From the oldest to the newest, by when they were stored. */
  readonly messages: readonly FoundMessage[];
  /** Brokers that could not be asked: they may have more. */
  readonly failed: readonly { readonly broker: RegisteredBroker; readonly error: CodedError }[];
}

const byStoreTime = (a: FoundMessage, b: FoundMessage): number =>
  Number(a.message.storeTimestamp - b.message.storeTimestamp);

/** What was found at all of them together. */
export const searchOf = (outcomes: readonly BrokerOutcome<readonly StoredMessage[]>[]): MessageSearch => ({
  messages: outcomes
    .flatMap(({ broker, value = [] }) => value.map((message) => ({ broker, message })))
    .sort(byStoreTime),
  failed: outcomes.flatMap(({ broker, error }) => (error ? [{ broker, error }] : [])),
});
