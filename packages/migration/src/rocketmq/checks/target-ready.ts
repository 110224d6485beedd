import { told } from '../../told.ts';
import { stepErrors as errors } from '../step-errors.ts';
import { failed, type Measured, type Outcome, passed, unknown } from './view.ts';

const READ_AND_WRITE = 6;

/** The target has the topic, and it may be read and written there, in every queue. */
export const topicOnTarget = ({ topic, of }: Measured): Outcome => {
  const { exists, perm, readQueues: read, writeQueues: write } = of.sides.target;
  const evidence = { perm, readQueues: read, writeQueues: write };
  if (exists === false) return failed(errors.SEAMLESS_TOPIC_MISSING({ topic }));
  if (exists === undefined || perm === undefined || read === undefined || write === undefined)
    return unknown([topic], evidence);
  if ((perm & READ_AND_WRITE) !== READ_AND_WRITE)
    return failed(errors.SEAMLESS_TOPIC_PERMISSION({ topic, perm }), evidence);
  if (read < write) return failed(errors.SEAMLESS_QUEUES_UNREAD({ topic, read, write }), evidence);
  return passed(evidence);
};

/** The target has at least as many queues of the topic as the source. */
export const queuesOnTarget = ({ topic, of }: Measured): Outcome => {
  const { writeQueues: source } = of.sides.source;
  const { writeQueues: target } = of.sides.target;
  const evidence = { sourceQueues: source, targetQueues: target };
  if (source === undefined || target === undefined) return unknown([topic], evidence);
  if (target < source) return failed(errors.SEAMLESS_QUEUES_FEWER({ topic, source, target }), evidence);
  return passed(evidence);
};

/** The target has every group that reads the topic. */
export const groupsOnTarget = ({ topic, groups }: Measured): Outcome => {
  if (!groups) return unknown([topic]);
  const missing = groups.flatMap(([name, { sides }]) => (sides.target.exists === false ? [name] : []));
  const unmeasured = groups.flatMap(([name, { sides }]) => (sides.target.exists === undefined ? [name] : []));
  const evidence = { groups: groups.length, missingGroups: missing.length };
  if (missing.length > 0) return failed(errors.SEAMLESS_GROUPS_MISSING({ groups: told(missing) }), evidence);
  return unmeasured.length > 0 ? unknown(unmeasured, evidence) : passed(evidence);
};

/** The groups that read the topic and have no offset in it on the target yet, as far as known; broadcast ones keep none there. */
export const withoutOffsets = ({ topic, groups }: Pick<Measured, 'topic' | 'groups'>): readonly string[] =>
  (groups ?? []).flatMap(([name, { broadcasting, sides }]) =>
    broadcasting === true || sides.target.offsets?.has(topic) ? [] : [name],
  );

/** Every group that reads the topic has an offset in each queue of the target, so that none skips what comes first. */
export const offsetsOnTarget = (view: Measured): Outcome => {
  const { topic, groups } = view;
  if (!groups) return unknown([topic]);
  const lacking = new Set(withoutOffsets(view));
  const unmeasured = groups.flatMap(([name, { sides }]) =>
    lacking.has(name) && !sides.target.offsets ? [name] : [],
  );
  const missing = [...lacking].filter((name) => !unmeasured.includes(name));
  const evidence = { groups: groups.length, without: missing.length };
  if (missing.length > 0) return failed(errors.SEAMLESS_OFFSETS_MISSING({ groups: told(missing) }), evidence);
  return unmeasured.length > 0 ? unknown(unmeasured, evidence) : passed(evidence);
};
