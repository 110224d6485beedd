import type { Client, Given, Routes } from '@mqferry/api';

type CompareQuery = Given<Routes['compareClusters']>['query'];
type Outcome = NonNullable<CompareQuery['outcome']>;

const PAGE = 500;

/** Which items are meant: by their names, or all of some outcomes of a comparison. */
export type From = { readonly names: readonly string[] } | { readonly outcomes: readonly Outcome[] };

/** The names of all that is meant, in order. */
export const namesOf = async (
  client: Client,
  compared: Pick<CompareQuery, 'source' | 'target' | 'kind'>,
  from: From,
): Promise<readonly string[]> => {
  if ('names' in from) return from.names;
  const names: string[] = [];
  for (const outcome of from.outcomes) {
    for (let offset = 0; ; offset += PAGE) {
      const query = { ...compared, outcome, offset, limit: PAGE };
      const { items, total } = await client.compareClusters({ query });
      names.push(...items.map(({ name }) => name));
      if (items.length === 0 || offset + items.length >= (total ?? 0)) break;
    }
  }
  return names.sort();
};
