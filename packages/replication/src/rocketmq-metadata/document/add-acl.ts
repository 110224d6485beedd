import { type AclSource, joinAcl } from './join-acl.ts';
import type { MetadataDocument, MetadataSecrets } from './metadata-document.ts';

const NO_SECRETS: MetadataSecrets = { accounts: {}, users: {} };

/** A document and secrets with accounts that were handed in beside it, such as those of a plain_acl.yml. */
export const withAcl = (
  document: MetadataDocument,
  secrets: MetadataSecrets | undefined,
  more: readonly AclSource[],
): { readonly document: MetadataDocument; readonly secrets: MetadataSecrets | undefined } => {
  if (more.length === 0) return { document, secrets };
  const own = document.acl ? [{ ...document.acl, secrets: secrets ?? NO_SECRETS }] : [];
  const joined = joinAcl([...own, ...more]);
  const conflicts = [...(document.acl?.conflicts ?? []), ...joined.acl.conflicts];
  return {
    document: {
      ...document,
      acl: { ...joined.acl, conflicts },
      warnings: [...document.warnings, ...joined.warnings],
    },
    secrets: joined.secrets,
  };
};
