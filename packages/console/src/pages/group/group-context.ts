import { useOutletContext } from 'react-router';
import type { GroupDetail } from '../../api/types.ts';

/** What the tabs of a group show. */
export interface GroupContext {
  readonly clusterId: string;
  readonly group: GroupDetail;
}

/** The group that a tab belongs to. */
export const useGroup = (): GroupContext => useOutletContext<GroupContext>();
