import { told } from '../../told.ts';
import { type GroupFacts, isIdle } from '../facts.ts';
import { stepErrors as errors } from '../step-errors.ts';
import { failed, type Outcome, unknown, type View, worst } from './view.ts';

const namesOf = (some: readonly (readonly [string, GroupFacts])[]): string[] => some.map(([name]) => name);

const staticTopic = ({ topic, of }: View): Outcome | undefined => {
  const { isStatic } = of.sides.source;
  if (isStatic) return failed(errors.SEAMLESS_STATIC_TOPIC({ topic }));
  return isStatic === undefined ? unknown([topic]) : undefined;
};

const orderConf = ({ topic, of }: View): Outcome | undefined => {
  if (of.position.kind !== 'ordered') return undefined;
  const { source, target } = of.sides;
  if (source.orderConf === false || (source.orderConf && target.orderConf)) return undefined;
  if (source.orderConf === undefined || target.orderConf === undefined) return unknown([topic]);
  return failed(errors.SEAMLESS_ORDER_CONF_MISSING({ topic }));
};

const pop = ({ topic, groups, facts: { clusters, mode, renamed } }: View): Outcome | undefined => {
  if (!groups) return unknown([topic]);
  const of5x = groups.filter(([, group]) => group.pop === true || group.grpc);
  const unmeasured = groups.filter(([, group]) => group.pop === undefined && !isIdle(group));
  if (of5x.length > 0) {
    const { release } = clusters.target;
    if (release === '4.x') return failed(errors.SEAMLESS_POP_UNSUPPORTED({ groups: told(namesOf(of5x)) }));
    if (release === undefined) return unknown([topic]);
  }
  const popping = groups.filter(([, group]) => group.pop === true);
  if (popping.length > 0 && mode === 'route' && renamed.length > 0)
    return failed(errors.SEAMLESS_POP_RENAMED({ groups: told(namesOf(popping)) }));
  return unmeasured.length > 0 ? unknown(namesOf(unmeasured)) : undefined;
};

const delays = ({ topic, of, facts: { clusters } }: View): Outcome | undefined => {
  const { source, target } = clusters;
  if (of.uses.has('timed')) {
    if (target.timers === undefined) return unknown([topic]);
    if (!target.timers) return failed(errors.SEAMLESS_TIMERS_UNSUPPORTED({ topic }));
  }
  if (
    !of.uses.has('delayed') ||
    (source.delayLevels !== undefined && source.delayLevels === target.delayLevels)
  )
    return undefined;
  if (source.delayLevels === undefined || target.delayLevels === undefined) return unknown([topic]);
  return failed(
    errors.SEAMLESS_DELAY_LEVELS_DIFFER({ source: source.delayLevels, target: target.delayLevels }),
  );
};

/** Nothing about the topic's messages or groups is of a kind that cannot be right on these clusters; see `KIND_TEXTS`. */
export const kindsFit = (view: View): Outcome =>
  worst([staticTopic(view), orderConf(view), pop(view), delays(view)]);
