import { expect, test } from 'vitest';
import { EVIDENCE_PHRASES } from '../../../src/gate-texts.ts';
import type { Verdict } from '../../../src/gates.ts';
import { CHECKS } from '../../../src/rocketmq/checks/checks.ts';
import { viewOf } from '../../../src/rocketmq/checks/view.ts';
import type { SeamlessFacts, TopicFacts } from '../../../src/rocketmq/facts.ts';
import { ONLY_SOURCE, type Share } from '../../../src/rocketmq/states.ts';
import type { CheckId } from '../../../src/rocketmq/steps.ts';
import { factsWith, groupWith, topicAt } from '../some-facts.ts';

export const NOT_KNOWN = 'SEAMLESS_NOT_KNOWN';

/** Verdict, code and parameters of a check, before the topic `orders` goes to done. */
export const measured = (
  id: CheckId,
  facts: Partial<SeamlessFacts> = {},
  topic: TopicFacts = topicAt('switching'),
  after: (topic: string) => Share | undefined = () => ONLY_SOURCE,
) => {
  const { verdict, reason, evidence } = CHECKS[id].measure(
    viewOf('orders', topic, factsWith(topic, facts), { ...topic.position, state: 'done' }, after),
  );
  for (const name of Object.keys(evidence)) expect(EVIDENCE_PHRASES).toHaveProperty(name);
  return [verdict, reason?.code, reason?.parameters] as const;
};

/** Facts in which the group `g` is like this. */
export const oneGroup = (...all: Parameters<typeof groupWith>): Partial<SeamlessFacts> => ({
  groups: new Map([['g', groupWith(...all)]]),
});

/** What is in the way, the check that sees it, and what it says. */
export type Case = [
  what: string,
  id: CheckId,
  facts: Partial<SeamlessFacts>,
  topic: TopicFacts | undefined,
  verdict: Verdict,
  code: string | undefined,
  parameters?: object,
];

/** Tests each of these. */
export const testCases = (cases: readonly Case[]): void => {
  test.each(cases)('%s: %s', (_, id, facts, topic, verdict, code, parameters) => {
    const [seen, reason, given] = measured(id, facts, topic);
    expect([seen, reason]).toEqual([verdict, code]);
    if (parameters) expect(given).toEqual(parameters);
  });
};
