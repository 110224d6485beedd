import type { AccountEntry } from './metadata-document.ts';

/** An account of ACL 1.0 with what is known of it. */
export const accountEntry = (
  account: {
    readonly accessKey: string;
    readonly whiteRemoteAddress?: string | undefined;
    readonly admin: boolean;
    readonly defaultTopicPerm?: string | undefined;
    readonly defaultGroupPerm?: string | undefined;
    readonly topicPerms: readonly string[];
    readonly groupPerms: readonly string[];
  },
  from: string,
): AccountEntry => {
  const { accessKey, whiteRemoteAddress, admin, defaultTopicPerm, defaultGroupPerm } = account;
  return {
    accessKey,
    ...(whiteRemoteAddress ? { whiteRemoteAddress } : {}),
    admin,
    ...(defaultTopicPerm ? { defaultTopicPerm } : {}),
    ...(defaultGroupPerm ? { defaultGroupPerm } : {}),
    topicPerms: account.topicPerms,
    groupPerms: account.groupPerms,
    from: [from],
  };
};
