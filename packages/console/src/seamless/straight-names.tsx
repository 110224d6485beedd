import type { SeamlessGroup } from '../api/types.ts';
import { NamesList } from '../parts/names-list.tsx';

type Straight = Pick<SeamlessGroup['straight'][number], 'clientId' | 'address'>;

const nameOf = ({ clientId, address }: Straight): string =>
  clientId === null ? address : `${clientId} (${address})`;

/** Who is straight at a broker, by id where the broker tells it, each once. */
export const StraightNames = ({
  straight,
  shown,
}: {
  readonly straight: readonly Straight[];
  readonly shown: number;
}) => <NamesList names={[...new Set(straight.map(nameOf))]} shown={shown} />;
