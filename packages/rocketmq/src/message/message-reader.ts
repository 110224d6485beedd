import { messageErrors } from './errors.ts';
import { hostSize } from './host.ts';
import {
  AT,
  BLANK_BYTES,
  BLANK_MAGIC,
  MAGIC,
  type MessageFormat,
  PROPERTIES_LENGTH_BYTES,
  STORE_TIMESTAMP_BYTES,
  TO_BODY,
} from './layout.ts';
import { MessageView } from './message-view.ts';
import { SYS_FLAG } from './sys-flag.ts';

const FIXED_BYTES = AT.bornHost + hostSize(false);

/** Reads the messages that lie one behind the other in `data`. */
export class MessageReader {
  readonly #data: Buffer;
  readonly #decompressedLimit: number;
  #at = 0;
  #topic = '';
  #topicStart = 0;
  #topicEnd = 0;

  constructor(data: Buffer, decompressedLimit: number) {
    this.#data = data;
    this.#decompressedLimit = decompressedLimit;
  }

  /** The next message, undefined behind the last one. Throws ROCKETMQ_MESSAGE_MALFORMED. */
  next(): MessageView | undefined {
    while (this.#at < this.#data.length) {
      const start = this.#at;
      if (this.#data.length - start < BLANK_BYTES) throw this.#malformed(start, 'the data breaks off');
      const size = this.#data.readInt32BE(start + AT.totalSize);
      const magic = this.#data.readInt32BE(start + AT.magic);
      const end = start + size;
      if (size < BLANK_BYTES || end > this.#data.length) {
        throw this.#malformed(
          start,
          `a message of ${size} bytes where there are ${this.#data.length - start}`,
        );
      }
      this.#at = end;
      if (magic !== BLANK_MAGIC) return this.#message(start, end, this.#format(start, magic));
    }
    return undefined;
  }

  #malformed(offset: number, reason: string): Error {
    return messageErrors.ROCKETMQ_MESSAGE_MALFORMED({ offset, reason });
  }

  #format(start: number, magic: number): MessageFormat {
    if (magic === MAGIC[1]) return 1;
    if (magic === MAGIC[2]) return 2;
    throw this.#malformed(start, `unknown format ${(magic >>> 0).toString(16)}`);
  }

  #message(start: number, end: number, format: MessageFormat): MessageView {
    const data = this.#data;
    if (end - start < FIXED_BYTES) throw this.#malformed(start, 'the header breaks off');
    const sysFlag = data.readInt32BE(start + AT.sysFlag);
    const bodyStart =
      start +
      AT.bornHost +
      hostSize((sysFlag & SYS_FLAG.bornHostV6) !== 0) +
      STORE_TIMESTAMP_BYTES +
      hostSize((sysFlag & SYS_FLAG.storeHostV6) !== 0) +
      TO_BODY.reconsumeTimes;
    if (bodyStart > end) throw this.#malformed(start, 'the header breaks off');
    const bodyLength = data.readInt32BE(bodyStart - TO_BODY.bodyLength);
    const bodyEnd = bodyStart + bodyLength;
    const topicStart = bodyEnd + format;
    if (bodyLength < 0 || topicStart + PROPERTIES_LENGTH_BYTES > end) {
      throw this.#malformed(bodyStart - TO_BODY.bodyLength, `a body of ${bodyLength} bytes`);
    }
    const topicLength = format === 1 ? data.readInt8(bodyEnd) : data.readInt16BE(bodyEnd);
    const topicEnd = topicStart + topicLength;
    const propertiesStart = topicEnd + PROPERTIES_LENGTH_BYTES;
    if (topicLength < 0 || propertiesStart > end) {
      throw this.#malformed(bodyEnd, `a topic of ${topicLength} bytes`);
    }
    const propertiesLength = data.readInt16BE(topicEnd);
    if (propertiesLength !== end - propertiesStart) {
      throw this.#malformed(topicEnd, `properties of ${propertiesLength} bytes`);
    }
    const span = { format, start, bodyStart, bodyEnd, propertiesStart, end };
    return new MessageView(
      data,
      span,
      sysFlag,
      this.#topicText(topicStart, topicEnd),
      this.#decompressedLimit,
    );
  }

  /** A pull's messages are of one topic nearly always: comparing bytes is cheaper than making a text. */
  #topicText(start: number, end: number): string {
    const data = this.#data;
    let same = end - start === this.#topicEnd - this.#topicStart;
    for (let i = start, j = this.#topicStart; same && i < end; i += 1, j += 1) same = data[i] === data[j];
    if (!same) this.#topic = data.toString('utf8', start, end);
    this.#topicStart = start;
    this.#topicEnd = end;
    return this.#topic;
  }
}
