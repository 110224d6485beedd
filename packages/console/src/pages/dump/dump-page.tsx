import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { client } from '../../api/client.ts';
import { dumpQuery } from '../../api/queries.ts';
import type { Dump } from '../../api/types.ts';
import { durationText } from '../../format/durations.ts';
import { byteRateText, grouped, perSecond, UNKNOWN } from '../../format/numbers.ts';
import { Page } from '../../layout/page.tsx';
import { LiveBadge } from '../../live/live-badge.tsx';
import { useFollowed } from '../../live/use-followed.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { DumpRoute } from '../dumps/dump-route.tsx';
import { DumpState } from '../dumps/dump-state.tsx';
import { DumpActions } from './dump-actions.tsx';
import { DumpLog } from './dump-log.tsx';
import { DumpSettings } from './dump-settings.tsx';

/** One dump task: how it is, how far, what was chosen, and what happened. */
export const DumpPage = () => {
  const { id } = useParams() as { readonly id: string };
  const { t } = useTexts();
  const query = useQuery(dumpQuery(id));
  const live = useFollowed({
    queryKey: dumpQuery(id).queryKey,
    open: (signal) => client.watchDump({ params: { id } }, { signal }),
    moves: true,
  });
  return (
    <Page
      title={query.data?.name ?? t('dumps.one')}
      parent={{ to: '/dumps', text: t('nav.dumps') }}
      actions={query.data && <LiveBadge state={live} />}
    >
      <QueryView query={query}>
        {(dump) => (
          <>
            <Panel>
              <div className="stack-tight">
                <div className="row-apart">
                  <div className="stack-tight">
                    <span className="soft">
                      <DumpRoute {...dump} />
                    </span>
                    <span className="row">
                      <DumpState state={dump.state} />
                      <span>{t(`dump.said.${dump.state}`, { failed: dump.failedAttempts })}</span>
                    </span>
                  </div>
                  <DumpActions dump={dump} />
                </div>
                {dump.problem && (
                  <ProblemView
                    quiet
                    problem={dump.problem}
                    tone={dump.state === 'failed' ? 'bad' : 'warn'}
                    action={
                      dump.nextAttemptAt !== null && (
                        <span className="soft">
                          {t('dump.nextAttempt')} <Moment at={dump.nextAttemptAt} />
                        </span>
                      )
                    }
                  />
                )}
              </div>
            </Panel>
            <Panel title={t('dump.counts')}>
              <Progress dump={dump} />
            </Panel>
            <DumpSettings dump={dump} />
            <DumpLog id={dump.id} />
          </>
        )}
      </QueryView>
    </Page>
  );
};

const COUNTS = ['read', 'written', 'filtered', 'skipped', 'lost'] as const;

const Progress = ({ dump }: { readonly dump: Dump }) => {
  const { t, language } = useTexts();
  const { counts, lag, lagMs, recordsPerSecond, bytesPerSecondNow, asOf } = dump;
  return (
    <KeyValues
      items={[
        ...COUNTS.map((name) => [t(`dump.${name}`), grouped(counts?.[name] ?? null, language)] as const),
        [
          t('dump.lag'),
          lag === null
            ? UNKNOWN
            : t('dump.lagRecords', { lag: grouped(lag, language), behind: durationText(lagMs, t) }),
        ],
        [
          t('dump.rate'),
          recordsPerSecond === null
            ? UNKNOWN
            : t('dump.rates', {
                records: perSecond(recordsPerSecond, language),
                bytes: byteRateText(bytesPerSecondNow, language),
              }),
        ],
        [t('dump.asOf'), <Moment key="asOf" at={asOf} />],
      ]}
    />
  );
};
