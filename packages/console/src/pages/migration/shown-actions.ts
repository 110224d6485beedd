import type { OperationName } from '@mqferry/api';
import type { Migration, NextStep } from '../../api/types.ts';

type ActionName = Extract<NextStep['action'], OperationName>;

/** An action with what is in its way, and whether it is the one that is advised. */
export interface ShownAction {
  readonly action: ActionName;
  readonly blockedBy: NextStep['blockedBy'];
  readonly primary: boolean;
}

/** What changes the copy, by what is wanted of it now: the others of these three would change nothing. */
const COPY_ACTION = { none: 'start', run: 'pause', pause: 'resume' } as const;

/** The actions that are shown of a migration, in their order. */
export const shownActions = ({ completed, intent, next, advice }: Migration): readonly ShownAction[] => {
  const wanted: readonly ActionName[] = completed
    ? ['delete']
    : [COPY_ACTION[intent], 'complete', ...(intent === 'none' ? [] : (['stop'] as const)), 'delete'];
  return wanted.flatMap((action) => {
    const step = next.find((each) => each.action === action);
    if (!step) return [];
    return [{ action, blockedBy: step.blockedBy, primary: !step.blockedBy && advice.id === action }];
  });
};
