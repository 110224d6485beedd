import type { GateWorld } from '../gate-world.ts';
import { areEndsEqual } from './log-gates.ts';
import { type Measured, verdict } from './measured.ts';

/** What is compared as the copy goes: up to its end, record by record. */
const followed = ({ topics, report }: GateWorld): Measured => {
  const reports = new Map(report?.topics.map((topic) => [topic.topic, topic]));
  const due = topics.map((topic) => reports.get(topic)).filter((topic) => !topic?.comparedAtEnd);
  const known = due.flatMap((topic) => topic?.verification ?? []);
  const evidence = {
    topics: topics.length,
    compared: known.length,
    records: known.reduce((sum, { records }) => sum + records, 0),
    notYetCompared: known.reduce((sum, { lag }) => sum + lag, 0n),
    differences: known.reduce((sum, { differences, failed }) => sum + differences + failed, 0),
  };
  if (evidence.differences > 0) return verdict(false, evidence);
  if (known.length < due.length) return { verdict: 'inconclusive', evidence };
  return verdict(
    known.every(({ ageMs, lag }) => lag === 0n && ageMs !== undefined),
    evidence,
  );
};

/** Compacted topics are compared when nothing moves any more: before, either side may compact what the other has. */
export const verified = async (world: GateWorld): Promise<Measured> => {
  const { topics, report, stillness, comparison, compare } = world;
  const { verdict: soFar, evidence } = followed(world);
  const atEnd = (report?.topics ?? []).filter(
    ({ topic, comparedAtEnd }) => comparedAtEnd && topics.includes(topic),
  );
  if (soFar !== 'pass' || atEnd.length === 0) return { verdict: soFar, evidence };
  if (!(await areEndsEqual(world))) return { verdict: 'inconclusive', evidence };
  const names = atEnd.map(({ topic }) => topic);
  const found = comparison.look(stillness.ends, (signal, onProgress) =>
    compare(names, { signal, onProgress }),
  );
  if (found.state === 'failed') return { verdict: 'error', evidence, reason: found.error };
  const both = { ...evidence, comparedAtEnd: found.records };
  if (found.state === 'running') return { verdict: 'inconclusive', evidence: both };
  return verdict(found.different === 0, { ...both, differentPartitions: found.different });
};
