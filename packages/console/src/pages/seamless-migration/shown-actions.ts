import type { SeamlessTask } from '../../api/types.ts';

type Action = SeamlessTask['actions'][number];

/** An action on a task with what it means and what is in its way, and whether it is the next thing to do. */
export interface ShownAction {
  readonly action: Exclude<Action['action'], 'addTopics'>;
  readonly note: Action['note'];
  readonly blockedBy: Action['blockedBy'];
  readonly isNext: boolean;
}

/** What is offered by what is wanted of the task now: of two that exclude each other the one that would change something. */
const SHOWN: Readonly<Record<SeamlessTask['intent'], readonly ShownAction['action'][]>> = {
  run: ['pauseTask', 'completeTask', 'deleteTask'],
  pause: ['resumeTask', 'completeTask', 'deleteTask'],
  completed: ['deleteTask'],
};

/** The actions on a task as a whole that are shown, in their order; topics are added where they were scanned. */
export const shownActions = ({
  intent,
  actions,
}: Pick<SeamlessTask, 'intent' | 'actions'>): readonly ShownAction[] =>
  SHOWN[intent].flatMap((wanted) => {
    const found = actions.find(({ action }) => action === wanted);
    if (!found) return [];
    const { note, blockedBy } = found;
    const isNext = wanted === 'resumeTask' || (wanted === 'completeTask' && !blockedBy);
    return [{ action: wanted, note, blockedBy, isNext }];
  });
