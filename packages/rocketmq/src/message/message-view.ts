import { readInt64, type SocketAddress } from '@mqferry/core';
import { compressionOf, decompressBody } from './compression.ts';
import { hostSize, readHost } from './host.ts';
import { AT, type MessageFormat, STORE_TIMESTAMP_BYTES, TO_BODY } from './layout.ts';
import { findProperty, parsePropertyText } from './properties.ts';
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
 * A stored message over the data it was read from. A field is read when it is asked for: many a message is only counted,
 * filtered or copied, and making five bigints of each would take longer than all else. A class, for then all messages
 * share the code of their fields.
 */
export class MessageView implements StoredMessage {
  readonly sysFlag: number;
  readonly topic: string;
  readonly #data: Buffer;
  readonly #span: MessageSpan;
  readonly #decompressedLimit: number;
  #body: Buffer | undefined;
  #propertyText: string | undefined;
  #properties: ReadonlyMap<string, string> | undefined;

  /** The span must have been checked against the data. */
  constructor(data: Buffer, span: MessageSpan, sysFlag: number, topic: string, decompressedLimit: number) {
    this.sysFlag = sysFlag;
    this.topic = topic;
    this.#data = data;
    this.#span = span;
    this.#decompressedLimit = decompressedLimit;
  }

  get format(): MessageFormat {
    return this.#span.format;
  }

  get bodyCrc(): number {
    return this.#data.readInt32BE(this.#span.start + AT.bodyCrc);
  }

  get queueId(): number {
    return this.#data.readInt32BE(this.#span.start + AT.queueId);
  }

  get flag(): number {
    return this.#data.readInt32BE(this.#span.start + AT.flag);
  }

  get queueOffset(): bigint {
    return readInt64(this.#data, this.#span.start + AT.queueOffset);
  }

  get commitLogOffset(): bigint {
    return readInt64(this.#data, this.#span.start + AT.commitLogOffset);
  }

  get bornTimestamp(): bigint {
    return readInt64(this.#data, this.#span.start + AT.bornTimestamp);
  }

  get bornHost(): SocketAddress {
    return readHost(this.#data, this.#span.start + AT.bornHost, (this.sysFlag & SYS_FLAG.bornHostV6) !== 0);
  }

  get #storeTimestampAt(): number {
    return this.#span.start + AT.bornHost + hostSize((this.sysFlag & SYS_FLAG.bornHostV6) !== 0);
  }

  get storeTimestamp(): bigint {
    return readInt64(this.#data, this.#storeTimestampAt);
  }

  get storeHost(): SocketAddress {
    const at = this.#storeTimestampAt + STORE_TIMESTAMP_BYTES;
    return readHost(this.#data, at, (this.sysFlag & SYS_FLAG.storeHostV6) !== 0);
  }

  get reconsumeTimes(): number {
    return this.#data.readInt32BE(this.#span.bodyStart - TO_BODY.reconsumeTimes);
  }

  get preparedTransactionOffset(): bigint {
    return readInt64(this.#data, this.#span.bodyStart - TO_BODY.preparedTransactionOffset);
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

  get #text(): string {
    this.#propertyText ??= this.#data.toString('utf8', this.#span.propertiesStart, this.#span.end);
    return this.#propertyText;
  }

  get properties(): ReadonlyMap<string, string> {
    this.#properties ??= parsePropertyText(this.#text);
    return this.#properties;
  }

  property(name: string): string | undefined {
    return this.#properties === undefined ? findProperty(this.#text, name) : this.#properties.get(name);
  }
}
