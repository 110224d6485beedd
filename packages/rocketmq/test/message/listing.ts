import { createHash } from 'node:crypto';
import type { SocketAddress } from '@mqferry/core';
import { type BatchEntry, decodeBatch } from '../../src/message/batch.ts';
import { decodeMessages } from '../../src/message/decode-messages.ts';
import { hostSize, isV6Host, writeHost } from '../../src/message/host.ts';
import { offsetMessageId } from '../../src/message/ids/offset-message-id.ts';
import { unwrapInnerBatch } from '../../src/message/inner-batch.ts';
import { decodeProperties } from '../../src/message/properties.ts';
import type { StoredMessage } from '../../src/message/stored-message.ts';
import { isInnerBatch } from '../../src/message/sys-flag.ts';

/** What is said of a message, by Java's classes and by ours: texts and numbers only. */
export type Listing = Readonly<Record<string, unknown>>;

/** An address and its port as bytes. */
export const hostHex = (address: SocketAddress): string => {
  const bytes = Buffer.alloc(hostSize(isV6Host(address)));
  writeHost(bytes, 0, address);
  return bytes.toString('hex');
};

const digest = (body: Buffer): string => `${body.length} ${createHash('sha256').update(body).digest('hex')}`;

const ofFields = (message: StoredMessage): Listing => ({
  topic: message.topic,
  queueId: message.queueId,
  flag: message.flag,
  queueOffset: String(message.queueOffset),
  commitLogOffset: String(message.commitLogOffset),
  bornTimestamp: String(message.bornTimestamp),
  bornHost: hostHex(message.bornHost),
  storeTimestamp: String(message.storeTimestamp),
  storeHost: hostHex(message.storeHost),
  body: digest(message.body),
  properties: entriesOf(message.properties),
});

/** As in JSON that Java has written: what `__proto__` names is a property like others. */
const entriesOf = (properties: ReadonlyMap<string, string>): Listing =>
  JSON.parse(
    `{${[...properties].map((entry) => entry.map((text) => JSON.stringify(text)).join(':')).join()}}`,
  );

/** Our listing of stored messages; `withInner`: of what is in inner batches too, which 4.9 does not know. */
export const listMessages = (data: Buffer, withInner: boolean): Listing[] =>
  decodeMessages(data, { verifyCrc: true, keepInnerBatches: true }).map((message) => ({
    ...ofFields(message),
    sysFlag: message.sysFlag,
    storeSize: message.raw.length,
    bodyCrc: message.bodyCrc,
    reconsumeTimes: message.reconsumeTimes,
    preparedTransactionOffset: String(message.preparedTransactionOffset),
    offsetMessageId: offsetMessageId(message),
    inner: withInner && isInnerBatch(message.sysFlag) ? unwrapInnerBatch(message).map(ofFields) : [],
  }));

const ofEntry = ({ flag, body, propertyBytes }: BatchEntry): Listing => ({
  flag,
  body: digest(body),
  properties: entriesOf(decodeProperties(propertyBytes)),
});

/** Our listing of a batch. */
export const listBatch = (data: Buffer): Listing[] => decodeBatch(data).map(ofEntry);
