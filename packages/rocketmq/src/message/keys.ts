import { textHash } from './text-hash.ts';

/** Between keys. A key itself therefore cannot contain it. */
const KEY_SEPARATOR = ' ';

/** The value of the property KEYS for these keys. Source: Message.setKeys. */
export const joinKeys = (keys: readonly string[]): string => keys.join(KEY_SEPARATOR);

/** The keys by which a broker finds a message with this value of the property KEYS. Source: IndexService.buildIndex. */
export const splitKeys = (value: string): string[] => value.split(KEY_SEPARATOR).filter((key) => key !== '');

/**
 * The code that a queue keeps of a tag, for brokers to filter by: its hash. Different tags can have one code. 0 without a
 * tag. Source: MessageExtBrokerInner.tagsString2tagsCode.
 */
export const tagCode = (tag: string | undefined): number => textHash(tag ?? '');
