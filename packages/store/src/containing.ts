import { type RawBuilder, sql } from 'kysely';

/** Whether the column `name` has a text in it, in any case of letters; the text is no pattern. */
export const containing = (text: string): RawBuilder<boolean> => {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/gu, '\\$&')}%`;
  return sql<boolean>`lower(name) like ${pattern} escape '\\'`;
};
