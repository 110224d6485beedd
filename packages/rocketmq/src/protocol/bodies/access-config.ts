import { Hidden } from '@mqferry/core';
import type { BodyValue } from '../body-value.ts';
import { listOrEmpty, readBoolean, readText } from './values.ts';

/** An account of the access control that ends with 5.3.2: Java's `PlainAccessConfig`. Undefined is what is not set. */
export interface AccessAccount {
  readonly accessKey: string;
  readonly secretKey?: Hidden | undefined;
  /** From where it needs no signature. */
  readonly whiteRemoteAddress?: string | undefined;
  readonly admin: boolean;
  /** DENY, PUB, SUB or PUB|SUB, for what no entry of `topicPerms` names. */
  readonly defaultTopicPerm?: string | undefined;
  readonly defaultGroupPerm?: string | undefined;
  /** `topic=PUB|SUB`. */
  readonly topicPerms: readonly string[];
  /** `group=SUB`. */
  readonly groupPerms: readonly string[];
}

/** All of a broker's access control up to 5.3.2: Java's `AclConfig`. */
export interface AccessConfig {
  readonly accounts: readonly AccessAccount[];
  /** Addresses from which nobody needs an account. */
  readonly globalWhiteRemoteAddresses: readonly string[];
}

const readAccount = (value: BodyValue): AccessAccount => ({
  accessKey: value.field('accessKey').text(),
  secretKey: value.field('secretKey').optional((secret) => new Hidden(secret.text())),
  whiteRemoteAddress: value.field('whiteRemoteAddress').optional(readText),
  admin: value.field('admin').optional(readBoolean) ?? false,
  defaultTopicPerm: value.field('defaultTopicPerm').optional(readText),
  defaultGroupPerm: value.field('defaultGroupPerm').optional(readText),
  topicPerms: listOrEmpty(value.field('topicPerms'), readText),
  groupPerms: listOrEmpty(value.field('groupPerms'), readText),
});

export const readAccessConfig = (value: BodyValue): AccessConfig => ({
  accounts: listOrEmpty(value.field('plainAccessConfigs'), readAccount),
  // Where they were all removed, one without a text is left.
  globalWhiteRemoteAddresses: listOrEmpty(value.field('globalWhiteAddrs'), readText).filter(Boolean),
});
