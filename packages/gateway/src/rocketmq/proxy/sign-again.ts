import type { Hidden } from '@mqferry/core';
import { accessKeyOf, isSignedWith, type RemotingCommand, signed } from '@mqferry/rocketmq';

/** The secret key of an account; undefined for one that the gateway was not told of. */
export type SecretKeys = (accessKey: string) => Hidden | undefined;

/** A request that may go on, or why it may not. */
export type SignedAgain = { readonly request: RemotingCommand } | { readonly remark: string };

/**
 * Signs a request that was changed on its way, where the one that came was signed. The signature that it came with is
 * checked before, for otherwise anybody could have the gateway sign.
 */
export const signAgain = (
  came: RemotingCommand,
  changed: RemotingCommand,
  secretKeyOf: SecretKeys,
): SignedAgain => {
  const accessKey = accessKeyOf(came.fields);
  if (accessKey === undefined || changed === came) return { request: changed };
  const secretKey = secretKeyOf(accessKey);
  if (secretKey === undefined) {
    return {
      remark: `mqferry gateway: request ${came.code} names a broker that has another name in its cluster; it has to be signed anew, and the secret key of ${accessKey} is not known here`,
    };
  }
  if (!isSignedWith(came.fields, came.body, secretKey)) {
    return { remark: `mqferry gateway: the signature of request ${came.code} is not that of ${accessKey}` };
  }
  return {
    request: { ...changed, fields: signed(changed.fields, changed.body, { accessKey, secretKey }) },
  };
};
