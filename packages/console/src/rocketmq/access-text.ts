import type { RocketmqOverview } from '../api/types.ts';
import type { Texts } from '../texts/texts.ts';

/** By what brokers know who may do what. */
export const accessText = (accessControl: RocketmqOverview['accessControl'], t: Texts): string => {
  if (accessControl === null) return t('rocketmq.access.unknown');
  if (accessControl.length === 0) return t('rocketmq.access.none');
  return accessControl.map((each) => t(`rocketmq.access.${each}`)).join(', ');
};
