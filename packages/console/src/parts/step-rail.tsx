import { Steps } from 'antd';

/** How far something has come that is made in several steps. */
export const StepRail = ({
  titles,
  current,
}: {
  readonly titles: readonly string[];
  /** From 0 on. */
  readonly current: number;
}) => <Steps size="small" current={current} items={titles.map((title) => ({ title }))} />;
