import type { SeamlessGroup } from '../api/types.ts';
import { NamesList } from '../parts/names-list.tsx';

/** Who is straight at a broker, by id where the broker tells it. */
export const StraightNames = ({ straight }: { readonly straight: SeamlessGroup['straight'] }) => (
  <NamesList
    names={[
      ...new Set(
        straight.map(({ clientId, address }) => (clientId === null ? address : `${clientId} (${address})`)),
      ),
    ]}
    shown={3}
  />
);
