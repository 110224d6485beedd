import { useOutletContext } from 'react-router';
import type { SeamlessTask } from '../../api/types.ts';

/** The task whose page is open. In its tabs only. */
export const useTask = (): SeamlessTask => useOutletContext<SeamlessTask>();
