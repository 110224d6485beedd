import { compressionOf, decompressBody } from '../../message/compression.ts';
import { parsePropertyText } from '../../message/properties.ts';
import type { FieldValues } from '../../protocol/fields.ts';
import type { PUSH_REPLY_MESSAGE_TO_CLIENT } from '../../protocol/requests/messages.ts';

/** The reply to a request. */
export interface ReplyMessage {
  readonly body: Buffer;
  readonly flag: number;
  readonly properties: ReadonlyMap<string, string>;
  /** When it was made, in ms since 1970. */
  readonly bornTimestamp: bigint;
}

/** Reads a reply that a broker hands over. Throws what decompressing a body throws. */
export const readReply = (
  fields: FieldValues<(typeof PUSH_REPLY_MESSAGE_TO_CLIENT)['fields']>,
  body: Buffer,
): ReplyMessage => {
  const compression = compressionOf(fields.sysFlag);
  return {
    body: compression === undefined ? body : decompressBody(body, compression),
    flag: fields.flag,
    properties: parsePropertyText(fields.properties ?? ''),
    bornTimestamp: fields.bornTimestamp,
  };
};
