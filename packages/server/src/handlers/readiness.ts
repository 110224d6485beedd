import type { Answer, Problem, Routes } from '@mqferry/api';
import type { StoredReadinessItem, VerdictCount } from '@mqferry/store';
import type { Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';
import { EVERY_MINUTES, type ReadinessScanner } from '../readiness/readiness-scanner.ts';
import { findMigration } from './migrations.ts';

type ReadinessHandlers = Pick<Handlers, 'getReadiness' | 'scanReadiness' | 'scheduleReadiness'>;
type Item = Answer<Routes['getReadiness']>['items'][number];

const told = (text: string): Problem[] => JSON.parse(text) as Problem[];

const countsOf = (counted: readonly VerdictCount[], kind: Item['kind']) => {
  const of = (verdict: Item['verdict']): number =>
    counted.find((each) => each.kind === kind && each.verdict === verdict)?.count ?? 0;
  return { ready: of('ready'), notReady: of('not-ready'), unknown: of('unknown') };
};

const toldItem = ({ kind, name, verdict, reasons, notes }: StoredReadinessItem): Item => ({
  ...{ kind: kind as Item['kind'], name, verdict: verdict as Item['verdict'] },
  ...{ reasons: told(reasons), notes: told(notes) },
});

/** Which topics and groups could be switched, as of the last scan. */
export const readinessHandlers = (
  { migrations, readiness }: Pick<Kept, 'migrations' | 'readiness'>,
  scanner: ReadinessScanner,
): ReadinessHandlers => {
  const summary = async (id: string) => {
    const [known, counted] = await Promise.all([readiness.get(id), readiness.counts(id)]);
    return {
      ...{ scannedAt: known?.scanned_at ?? null, tookMs: known?.took_ms ?? null },
      scanning: scanner.isScanning(id),
      intervalMinutes: known ? known.interval_minutes : EVERY_MINUTES,
      topics: countsOf(counted, 'topic'),
      groups: countsOf(counted, 'group'),
      notes: known ? told(known.notes) : [],
    };
  };

  return {
    getReadiness: async ({ params: { id }, query: { offset, limit, ...which } }) => {
      await findMigration(migrations, id);
      const [whole, { items, total }] = await Promise.all([
        summary(id),
        readiness.items(id, which, offset, limit),
      ]);
      return { ...whole, items: items.map(toldItem), total };
    },
    scanReadiness: async ({ params: { id } }, { audit }) => {
      const stored = await findMigration(migrations, id);
      audit({ subject: stored.name });
      void scanner.scan(stored);
      return summary(id);
    },
    scheduleReadiness: async ({ params: { id }, body: { intervalMinutes } }, { audit }) => {
      const { name } = await findMigration(migrations, id);
      const before = (await summary(id)).intervalMinutes;
      await readiness.schedule(id, intervalMinutes);
      audit({ subject: name, before: { intervalMinutes: before }, after: { intervalMinutes } });
      return summary(id);
    },
  };
};
