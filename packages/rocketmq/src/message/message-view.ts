import { readInt64, type SocketAddress } from '@mqferry/core';
import { compressionOf, decompressBody } from './compression.ts';
import { hostSize, readHost } from './host.ts';
import { AT, type MessageFormat, STORE_TIMESTAMP_BYTES } from './layout.ts';
import { decodeProperties } from './properties.ts';
import type { StoredMessage } from './stored-message.ts';
import { SYS_FLAG } from './sys-flag.ts';

/** Where a message and its parts of varying length are in the data. */
export interface MessageSpan {
  readonly format: MessageFormat;
  readonly start: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly propertiesStart: number;
  readonly end: number;
}

/**
 * A stored message over the data it was read from. Numbers are read at once; what would take an allocation of its own
 * is made when it is asked for, as many a message is only counted, filtered or copied. A class, for then all messages
 * share the code of these properties.
 */
export class MessageView implements StoredMessage {
  readonly format: MessageFormat;
  readonly bodyCrc: number;
  readonly queueId: number;
  readonly flag: number;
  readonly queueOffset: bigint;
  readonly commitLogOffset: bigint;
  readonly sysFlag: number;
  readonly bornTimestamp: bigint;
  readonly storeTimestamp: bigint;
  readonly reconsumeTimes: number;
  readonly preparedTransactionOffset: bigint;
  readonly topic: string;
  readonly #data: Buffer;
  readonly #span: MessageSpan;
  readonly #decompressedLimit: number;
  #body: Buffer | undefined;
  #properties: ReadonlyMap<string, string> | undefined;

  /** The span must have been checked against the data. */
  constructor(data: Buffer, span: MessageSpan, topic: string, decompressedLimit: number) {
    const { start, bodyStart } = span;
    this.format = span.format;
    this.bodyCrc = data.readInt32BE(start + AT.bodyCrc);
    this.queueId = data.readInt32BE(start + AT.queueId);
    this.flag = data.readInt32BE(start + AT.flag);
    this.queueOffset = readInt64(data, start + AT.queueOffset);
    this.commitLogOffset = readInt64(data, start + AT.commitLogOffset);
    this.sysFlag = data.readInt32BE(start + AT.sysFlag);
    this.bornTimestamp = readInt64(data, start + AT.bornTimestamp);
    this.storeTimestamp = readInt64(data, this.#storeTimestampAt(start));
    this.reconsumeTimes = data.readInt32BE(bodyStart - 16);
    this.preparedTransactionOffset = readInt64(data, bodyStart - 12);
    this.topic = topic;
    this.#data = data;
    this.#span = span;
    this.#decompressedLimit = decompressedLimit;
  }

  #storeTimestampAt(start: number): number {
    return start + AT.bornHost + hostSize((this.sysFlag & SYS_FLAG.bornHostV6) !== 0);
  }

  get bornHost(): SocketAddress {
    return readHost(this.#data, this.#span.start + AT.bornHost, (this.sysFlag & SYS_FLAG.bornHostV6) !== 0);
  }

  get storeHost(): SocketAddress {
    const at = this.#storeTimestampAt(this.#span.start) + STORE_TIMESTAMP_BYTES;
    return readHost(this.#data, at, (this.sysFlag & SYS_FLAG.storeHostV6) !== 0);
  }

  get raw(): Buffer {
    return this.#data.subarray(this.#span.start, this.#span.end);
  }

  get storedBody(): Buffer {
    return this.#data.subarray(this.#span.bodyStart, this.#span.bodyEnd);
  }

  get body(): Buffer {
    if (this.#body === undefined) {
      const compression = compressionOf(this.sysFlag);
      const stored = this.storedBody;
      // Java leaves an empty body alone too, whatever the flag says.
      this.#body =
        compression === undefined || stored.length === 0
          ? stored
          : decompressBody(stored, compression, this.#decompressedLimit);
    }
    return this.#body;
  }

  get propertyBytes(): Buffer {
    return this.#data.subarray(this.#span.propertiesStart, this.#span.end);
  }

  get properties(): ReadonlyMap<string, string> {
    this.#properties ??= decodeProperties(this.propertyBytes);
    return this.#properties;
  }
}
