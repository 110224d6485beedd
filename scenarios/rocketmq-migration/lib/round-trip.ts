import { countReasons, type Doubled } from './doubled.ts';
import { SHARES } from './route-states.ts';
import type { TravellingApplications } from './travelling-applications.ts';

const MESSAGES = 5;

/** What else is done on the way. */
export interface OnTheWay {
  /** Told of each state before it is shown. */
  readonly told?: (state: string) => void;
  /** Done when every client was shown a state. */
  readonly shown?: (state: string) => Promise<void>;
}

/**
 * Has applications go through all states to the target and back, each step when its clients have acted on the one before.
 * Gives how many messages were written where they should not have been any more.
 */
export const goThereAndBack = async (
  routed: TravellingApplications,
  { told, shown }: OnTheWay = {},
): Promise<number> => {
  const step = async (state: keyof typeof SHARES) => {
    told?.(state);
    await routed.show(() => SHARES[state]);
    await shown?.(state);
  };
  await routed.untilDelivered('source');
  await step('dualRead');
  await routed.untilJoined('target');
  await step('dualWrite');
  await Promise.all([routed.untilWritten(MESSAGES, 'target'), routed.untilDelivered('target')]);
  await step('switching');
  await routed.untilWritten(MESSAGES, 'target');
  const atSource = routed.written('source');
  await routed.untilDrained('source');
  await step('done');
  await Promise.all([routed.untilWritten(MESSAGES, 'target'), routed.untilDelivered('target')]);
  const lateAtSource = routed.written('source') - atSource;

  await step('switching');
  await routed.untilJoined('source');
  await step('dualWrite');
  await Promise.all([routed.untilWritten(MESSAGES, 'source'), routed.untilDelivered('source')]);
  await step('dualRead');
  await routed.untilWritten(MESSAGES, 'source');
  const atTarget = routed.written('target');
  await routed.untilDrained('target');
  await step('initial');
  await Promise.all([routed.untilWritten(MESSAGES, 'source'), routed.untilDelivered('source')]);
  const lateAtTarget = routed.written('target') - atTarget;
  await routed.applications.settle();
  return lateAtSource + lateAtTarget;
};

/** What came of one application's messages. */
export interface Account {
  readonly name: string;
  readonly sent: number;
  readonly failed: readonly string[];
  readonly faults: readonly string[];
  readonly doubled: readonly Doubled[];
  /** All of it in a line. */
  readonly text: string;
}

/** The accounts of all applications. */
export const accountsOf = ({ applications }: TravellingApplications): readonly Account[] =>
  applications.all.map(({ books }) => {
    const [faults, doubled] = [books.faults(), books.doubled()];
    const failed = books.failed.map(({ id, error }) => `${id}: ${error}`);
    const reasons = Object.entries(countReasons(doubled)).map(([reason, count]) => `${count} ${reason}`);
    const sent = books.written.length;
    return {
      ...{ name: books.topic, sent, failed, faults, doubled },
      text: `${books.topic}: ${sent} sent, ${failed.length} failed, ${faults.length} faults, processed again: ${reasons.join(', ') || 'none'}`,
    };
  });
