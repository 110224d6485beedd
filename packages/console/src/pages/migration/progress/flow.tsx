import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CopyRates, MigrationView } from '../../../api/types.ts';
import { durationText } from '../../../format/durations.ts';
import { byteRateText, bytesText, perSecond, UNKNOWN } from '../../../format/numbers.ts';
import { Status } from '../../../parts/status.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { flowFacts } from './flow-facts.ts';
import './flow.css';

/** The live picture of a copy: source, copier and target, what moves between them, and what is behind. */
export const Flow = ({ view, stale }: { readonly view: MigrationView; readonly stale: boolean }) => {
  const { t } = useTexts();
  const { migration, copy } = view;
  const facts = flowFacts(view);
  const rates = copy.forward ?? copy.back;
  return (
    <section className={stale ? 'flow flow-stale' : 'flow'} aria-label={t('flow.label')}>
      <Side
        role={t('wizard.source')}
        cluster={migration.source}
        applications={facts.onSource}
        lead={(facts.onSource ?? 0) > 0}
      />
      <div className="flow-edges">
        <Edge moving={facts.forwardMoves} shown={copy.forward !== null || copy.back === null}>
          <Lag rates={copy.forward} />
        </Edge>
        {copy.back && (
          <Edge moving={facts.backMoves} shown reversed>
            <Rate rates={copy.back} />
          </Edge>
        )}
      </div>
      <div className="flow-node flow-copier">
        <span className="flow-role">{t('flow.copier')}</span>
        <Status tone={facts.tone}>
          <strong>{t(`copier.${facts.copier}`)}</strong>
        </Status>
        {rates?.throttledBy && <span className="flow-note">{t(`throttle.${rates.throttledBy}`)}</span>}
        {rates && <Sums rates={rates} />}
      </div>
      <div className="flow-edges">
        <Edge moving={facts.forwardMoves} shown={copy.forward !== null || copy.back === null}>
          <Rate rates={copy.forward} />
        </Edge>
        {copy.back && (
          <Edge moving={facts.backMoves} shown reversed>
            <Lag rates={copy.back} />
          </Edge>
        )}
      </div>
      <Side
        role={t('wizard.target')}
        cluster={migration.target}
        applications={facts.onTarget}
        lead={(facts.onTarget ?? 0) > 0}
      />
    </section>
  );
};

interface SideProps {
  readonly role: string;
  readonly cluster: MigrationView['migration']['source'];
  readonly applications: number | null;
  /** Applications are here. */
  readonly lead: boolean;
}

const Side = ({ role, cluster: { id, name }, applications, lead }: SideProps) => {
  const { t } = useTexts();
  return (
    <div className={lead ? 'flow-node flow-node-lead' : 'flow-node'}>
      <span className="flow-role">{role}</span>
      <Link to={`/clusters/${id}`} className="flow-name">
        {name}
      </Link>
      <span className={lead ? 'flow-note' : 'flow-note soft'}>
        {applications === null
          ? t('flow.applicationsUnknown')
          : t('flow.applications', { count: applications })}
      </span>
    </div>
  );
};

interface EdgeProps {
  readonly moving: boolean;
  readonly shown: boolean;
  /** Towards the source. */
  readonly reversed?: boolean;
  readonly children: ReactNode;
}

const Edge = ({ moving, shown, reversed = false, children }: EdgeProps) => {
  if (!shown) return null;
  const classes = ['flow-edge', moving ? 'flow-edge-moving' : '', reversed ? 'flow-edge-reversed' : ''];
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <div className="flow-edge-text">{children}</div>
      <svg className="flow-arrow" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 6h100" vectorEffect="non-scaling-stroke" />
      </svg>
      <svg className="flow-tip" viewBox="0 0 10 12" width="10" height="12" aria-hidden="true">
        <path d="m1 1 8 5-8 5" />
      </svg>
    </div>
  );
};

/** What the other side does not have yet. */
const Lag = ({ rates }: { readonly rates: CopyRates | null }) => {
  const { t } = useTexts();
  if (!rates) return <span className="soft">{UNKNOWN}</span>;
  return (
    <>
      <strong>{t('flow.behind', { n: rates.lag })}</strong>
      <span className="soft">
        {rates.lag === 0n
          ? t('flow.inStep')
          : t('flow.behindTime', { duration: durationText(rates.lagMs, t) })}
      </span>
    </>
  );
};

const Rate = ({ rates }: { readonly rates: CopyRates | null }) => {
  const { t, language } = useTexts();
  if (!rates) return <span className="soft">{UNKNOWN}</span>;
  return (
    <>
      <strong>{byteRateText(rates.bytesPerSecond, language)}</strong>
      <span className="soft">
        {t('flow.recordsPerSecond', { n: perSecond(rates.recordsPerSecond, language) })}
      </span>
    </>
  );
};

const Sums = ({ rates }: { readonly rates: CopyRates }) => {
  const { t, language } = useTexts();
  return (
    <span className="flow-note soft">
      {t('flow.copied', { n: rates.copiedRecords, bytes: bytesText(rates.copiedBytes, language) })}
      {rates.recoveries > 0 && ` · ${t('flow.recoveries', { count: rates.recoveries })}`}
    </span>
  );
};
