import type { Audit, Clusters, Sessions, Tokens, Users } from '@mqferry/store';

/** What the service keeps, and its clock. */
export interface Kept {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly clusters: Clusters;
  readonly audit: Audit;
  readonly now: () => Date;
}
