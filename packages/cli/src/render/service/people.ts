import type { Token, User } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Colors } from '../screen.ts';
import { table } from '../table.ts';
import { momentText } from './moment.ts';

/** Who may log in. */
export const userLines = (users: readonly User[], t: Texts, colors: Colors): string[] =>
  table(
    [
      { title: t('column.name') },
      { title: t('column.role') },
      { title: t('column.added') },
      { title: t('column.lastLogin') },
    ],
    users.map(({ name, role, createdAt, lastLoginAt }) => [
      name,
      t(`role.${role}`),
      momentText(createdAt),
      momentText(lastLoginAt),
    ]),
    colors.bold,
  );

/** What programs prove themselves with. */
export const tokenLines = (tokens: readonly Token[], t: Texts, colors: Colors): string[] => {
  if (tokens.length === 0) return [t('token.none')];
  return table(
    [
      { title: t('column.name') },
      { title: t('column.role') },
      { title: t('column.by') },
      { title: t('column.expires') },
      { title: t('column.lastUsed') },
    ],
    tokens.map(({ name, role, createdBy, expiresAt, lastUsedAt }) => [
      name,
      t(`role.${role}`),
      createdBy,
      momentText(expiresAt),
      momentText(lastUsedAt),
    ]),
    colors.bold,
  );
};
