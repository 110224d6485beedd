import { type Reason, reasonOf } from '../reason.ts';
import { importErrors } from './import-errors.ts';
import { importNotices } from './import-notices.ts';
import type { Planning } from './planning.ts';

/** How policies name a user. */
export const subjectOf = (username: string): string => `User:${username}`;

/** Why a user or account cannot be created. */
export const missingSecret = (name: string, { document }: Planning): Reason =>
  reasonOf(
    document.secrets
      ? importErrors.IMPORT_SECRETS_SEALED({ name })
      : importErrors.IMPORT_SECRET_MISSING({ name }),
  );

/** What the source tells of a user or account in different ways. */
export const conflictsOf = (name: string, { document }: Planning): readonly Reason[] =>
  (document.acl?.conflicts ?? [])
    .filter((conflict) => conflict.name === name || conflict.name === subjectOf(name))
    .map(({ settings }) =>
      reasonOf(importNotices.IMPORT_SOURCE_CONFLICT({ name, settings: settings.join(', ') })),
    );
