import { apiErrors } from '@mqferry/api';
import { assessmentMarkdown } from '@mqferry/migration';
import type { StoredAssessment } from '@mqferry/store';
import type { AssessmentRunner } from '../assessment/assessment-runner.ts';
import { assessed, measuredPhrase, summaryOf, viewOf } from '../assessment/assessment-view.ts';
import { findCluster } from '../clusters/find-cluster.ts';
import type { Handlers } from '../http/serve-routes.ts';
import { watchValue } from '../http/watch-value.ts';
import type { Kept } from '../kept.ts';

type AssessmentHandlers = Pick<
  Handlers,
  | 'listAssessments'
  | 'createAssessment'
  | 'getAssessment'
  | 'watchAssessment'
  | 'getAssessmentMarkdown'
  | 'updateAssessment'
  | 'stopAssessment'
  | 'deleteAssessment'
>;

/** Assessments of clusters, or of what somebody says of one. */
export const assessmentHandlers = (
  { assessments, clusters, now }: Pick<Kept, 'assessments' | 'clusters' | 'now'>,
  runner: AssessmentRunner,
): AssessmentHandlers => {
  const unknown = (id: string) => apiErrors.API_NOT_FOUND({ kind: 'assessment', id });
  const found = async (id: string): Promise<StoredAssessment> => {
    const stored = await assessments.get(id);
    if (!stored) throw unknown(id);
    return stored;
  };
  const namesOf = async () => {
    const known = new Map((await clusters.list()).map(({ id, name }) => [id, name]));
    return (id: string) => known.get(id) ?? null;
  };
  const told = async (stored: StoredAssessment) => viewOf(assessed(stored), await namesOf());

  return {
    listAssessments: async ({ query: { offset, limit } }) => {
      const [{ items, total }, nameOf] = await Promise.all([assessments.list(offset, limit), namesOf()]);
      return { items: items.map((stored) => summaryOf(assessed(stored), nameOf)), total };
    },
    createAssessment: async ({ body }, { caller, audit }) => {
      const clusterId = body.measure?.clusterId ?? null;
      if (clusterId !== null) await findCluster(clusters, clusterId, 'kafka');
      const at = now();
      const stored = await assessments.add(
        {
          ...{ name: body.name ?? null, clusterId, createdBy: caller!.name },
          ...{ answers: JSON.stringify(body.answers), limits: JSON.stringify(body.limits) },
          endsAt: body.measure ? new Date(at.getTime() + body.measure.seconds * 1000) : null,
        },
        at,
      );
      audit({ subject: stored.id, after: body });
      if (clusterId !== null) runner.begin(stored.id);
      return told(stored);
    },
    getAssessment: async ({ params: { id } }) => told(await found(id)),
    watchAssessment: ({ params: { id } }, { gone }) => watchValue(async () => told(await found(id)), gone),
    getAssessmentMarkdown: async ({ params: { id }, query: { language } }) => {
      const one = assessed(await found(id));
      const nameOf = await namesOf();
      const { name, cluster_id: clusterId } = one.stored;
      const title = name ?? (clusterId === null ? null : nameOf(clusterId)) ?? id;
      return {
        markdown: assessmentMarkdown(one.report, { name: title, measured: measuredPhrase(one) }, language),
      };
    },
    updateAssessment: async ({ params: { id }, body: { answers, limits } }, { audit }) => {
      const before = await found(id);
      audit({
        subject: id,
        before: { answers: JSON.parse(before.answers), limits: JSON.parse(before.limits) },
        after: { answers, limits },
      });
      const changed = await assessments.change(id, {
        ...(answers ? { answers: JSON.stringify(answers) } : {}),
        ...(limits ? { limits: JSON.stringify(limits) } : {}),
      });
      if (!changed) throw unknown(id);
      return told(changed);
    },
    stopAssessment: async ({ params: { id } }, { audit }) => {
      await found(id);
      audit({ subject: id });
      await runner.stop(id);
      return told(await found(id));
    },
    deleteAssessment: async ({ params: { id } }, { audit }) => {
      await found(id);
      audit({ subject: id });
      await runner.stop(id);
      await assessments.delete(id);
      return undefined;
    },
  };
};
