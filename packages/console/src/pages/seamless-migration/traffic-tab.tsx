import { TrafficCharts } from '../../seamless/traffic-charts.tsx';
import { useTask } from './task-context.ts';

/** What moved on both sides over the last hour, of all topics of a task. */
export const SeamlessTrafficTab = () => {
  const { id } = useTask();
  return <TrafficCharts taskId={id} />;
};
