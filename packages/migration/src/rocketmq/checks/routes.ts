import { told } from '../../told.ts';
import { dwellLeft, takings } from '../dwell.ts';
import { stepErrors as errors } from '../step-errors.ts';
import { failed, type Outcome, passed, seconds, unknown, type View } from './view.ts';

/** A gateway that was not heard for so long may be gone, or cut off and show what it showed last. */
export const SILENT_AFTER_MS = 15_000;

/** Every gateway was heard lately, and shows the present share of the topic. */
export const gatewaysServe = ({ topic, of, facts: { gateways, now } }: View): Outcome => {
  if (!gateways) return unknown([topic]);
  if (gateways.length === 0) return failed(errors.SEAMLESS_NO_GATEWAY({}), { gateways: 0 });
  const silent = gateways.filter(({ heardAt }) => heardAt === undefined || now - heardAt > SILENT_AFTER_MS);
  const behind = gateways.filter(({ revision }) => revision === undefined || revision < of.revision);
  const evidence = { gateways: gateways.length, silent: silent.length, revision: of.revision };
  const names = (some: typeof gateways) => told(some.map(({ id }) => id));
  if (silent.length > 0)
    return failed(
      errors.SEAMLESS_GATEWAY_SILENT({ gateways: names(silent), seconds: SILENT_AFTER_MS / 1000 }),
      evidence,
    );
  if (behind.length > 0) return failed(errors.SEAMLESS_GATEWAY_BEHIND({ gateways: names(behind) }), evidence);
  return passed(evidence);
};

/**
 * Every client that uses the topic was shown its present route, and has had the time to act on it. Where none is seen, as after a
 * gateway has begun anew, that time is waited for all the same.
 */
export const routesTaken = ({ topic, of, facts }: View): Outcome => {
  const each = takings(topic, of, facts);
  if (!each) return unknown([topic]);
  const inState = (state: (typeof each)[number]['state']) => each.filter((taking) => taking.state === state);
  const names = (some: typeof each) => told(some.map(({ clientId }) => clientId));
  const [overdue, waiting] = [inState('overdue'), inState('waiting')];
  const secondsLeft = seconds(dwellLeft(topic, of, facts));
  const evidence = { clients: each.length, notShown: overdue.length + waiting.length, secondsLeft };
  if (overdue.length > 0)
    return failed(errors.SEAMLESS_ROUTES_OVERDUE({ clients: names(overdue) }), evidence);
  if (waiting.length > 0)
    return failed(
      errors.SEAMLESS_ROUTES_NOT_TAKEN({ clients: names(waiting), seconds: secondsLeft }),
      evidence,
    );
  if (secondsLeft > 0) return failed(errors.SEAMLESS_ROUTES_NOT_APPLIED({ seconds: secondsLeft }), evidence);
  return passed(evidence);
};
