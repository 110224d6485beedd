import { crc32 } from 'node:zlib';
import { messageErrors } from './errors.ts';
import type { StoredMessageFields } from './stored-message.ts';

/** Without the bit that would be the sign in Java. */
const POSITIVE = 0x7fff_ffff;

/** The checksum that a message bears for its body as it is stored. Source: UtilAll.crc32. */
export const bodyCrcOf = (storedBody: Buffer): number => crc32(storedBody) & POSITIVE;

/** Checks the body of a message as it is stored. Throws ROCKETMQ_MESSAGE_CRC_MISMATCH. An empty body has no checksum. */
export const verifyBodyCrc = ({ storedBody, bodyCrc, queueOffset, topic }: StoredMessageFields): void => {
  if (storedBody.length === 0) return;
  const computed = bodyCrcOf(storedBody);
  if (computed === bodyCrc) return;
  throw messageErrors.ROCKETMQ_MESSAGE_CRC_MISMATCH({
    offset: queueOffset,
    topic,
    stored: bodyCrc,
    computed,
  });
};
