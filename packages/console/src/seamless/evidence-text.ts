import type { Language } from '@mqferry/core';
import type { StepCheck } from '../api/types.ts';
import { grouped } from '../format/numbers.ts';
import type { Texts } from '../texts/texts.ts';

type Evidence = StepCheck['evidence'][string];

/** What this console has words for; other things that were seen are shown by their names. */
const KNOWN = [
  ...(['clients', 'straight', 'first', 'perm', 'readQueues', 'writeQueues', 'sourceQueues'] as const),
  ...(['targetQueues', 'groups', 'missingGroups', 'without', 'behind', 'unread', 'stillForSeconds'] as const),
  ...(['gateways', 'silent', 'revision', 'notShown', 'secondsLeft', 'consumers'] as const),
  ...(['onlyOnSource', 'onlyOnTarget', 'delayed', 'timed', 'half', 'pop', 'noClientKnown'] as const),
  ...(['topics', 'producers', 'notOnTarget'] as const),
];

/** What something is called that was seen by a check. */
export const evidenceName = (name: string, t: Texts): string => {
  const known = KNOWN.find((each) => each === name);
  return known ? t(`seamless.evidence.${known}`) : name;
};

/** These only tell whether two of them are the same. */
const IDENTITIES: ReadonlySet<string> = new Set(['revision']);

/** What was seen, by its name: numbers with their digits grouped; those beyond 2^53 come as text. */
export const evidenceValue = (name: string, value: Evidence, language: Language, t: Texts): string => {
  if (typeof value === 'boolean') return t(value ? 'seamless.yes' : 'seamless.no');
  if (IDENTITIES.has(name)) return String(value);
  if (typeof value === 'number') return grouped(value, language);
  if (typeof value === 'string' && /^-?\d{1,19}$/u.test(value)) return grouped(BigInt(value), language);
  return String(value);
};
