import type { Language } from '@mqferry/core';
import type { SeamlessMove, SeamlessTopic } from '../../../service/seamless/views.ts';
import type { Texts } from '../../../texts/texts.ts';
import { grouped, UNKNOWN } from '../../numbers.ts';

interface Both<T> {
  readonly source: T;
  readonly target: T;
}

/** From so many a second on, tenths say nothing. */
const WHOLE_RATE = 10;

/** Messages a second. */
export const perSecond = (rate: number | null): string => {
  if (rate === null) return UNKNOWN;
  return rate === 0 || rate >= WHOLE_RATE ? grouped(rate) : rate.toFixed(1);
};

/** A count; what is null is not known. */
export const countText = (count: number | bigint | null): string =>
  count === null ? UNKNOWN : grouped(count);

/** What is so of the source and of the target, in this order. */
export const bothText = <T>({ source, target }: Both<T>, text: (value: T) => string): string =>
  `${text(source)} / ${text(target)}`;

/** Where a topic stands. */
export const positionText = (position: SeamlessMove['from'], t: Texts): string => {
  if (position === null) return t('seamless.notInTask');
  const state = t(`seamless.state.${position.state}`);
  return position.held ? t('seamless.held', { state }) : state;
};

/** The same in the service's words. */
export const stateText = ({ position, stateName }: SeamlessTopic, language: Language, t: Texts): string =>
  position.held ? t('seamless.held', { state: stateName[language] }) : stateName[language];
