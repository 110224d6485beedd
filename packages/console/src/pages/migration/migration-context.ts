import { useOutletContext } from 'react-router';
import type { MigrationView } from '../../api/types.ts';
import type { LiveState } from '../../live/follow.ts';
import type { Sample } from '../../live/rate-history.ts';

/** What every tab of a migration's page is given. */
export interface MigrationContext {
  readonly view: MigrationView;
  readonly live: LiveState;
  /** What the stream has told of the copy since the page was opened. */
  readonly rates: readonly Sample[];
}

/** The migration whose page is open. In its tabs only. */
export const useMigration = (): MigrationContext => useOutletContext<MigrationContext>();
