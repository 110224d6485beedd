import { useOutletContext } from 'react-router';
import type { TopicDetail } from '../../api/types.ts';

/** What the tabs of a topic show. */
export interface TopicContext {
  readonly clusterId: string;
  readonly topic: TopicDetail;
}

/** The topic that a tab belongs to. */
export const useTopic = (): TopicContext => useOutletContext<TopicContext>();
