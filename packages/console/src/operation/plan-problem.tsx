import { Button } from 'antd';
import { ProblemView } from '../parts/problem-view.tsx';

/** Why there is no plan, or why it was not carried out. */
export const PlanProblem = ({
  problem,
  text,
  onAgain,
}: {
  readonly problem: unknown;
  /** What the button says. */
  readonly text: string;
  /** Undefined: another plan does not help. */
  readonly onAgain: (() => void) | undefined;
}) => (
  <ProblemView
    problem={problem}
    action={
      onAgain && (
        <Button size="small" onClick={onAgain}>
          {text}
        </Button>
      )
    }
  />
);
