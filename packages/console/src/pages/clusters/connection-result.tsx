import type { ConnectionTest } from '../../api/types.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { Status } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { type StepResult, stepResults } from './connection-steps.ts';
import './connection-result.css';

const TONES: Readonly<Record<StepResult, Tone>> = {
  passed: 'good',
  failed: 'bad',
  unreached: 'idle',
  unused: 'unknown',
  unknown: 'unknown',
};

/** What a test of a connection found, step by step. */
export const ConnectionResult = ({
  test,
  used,
}: {
  readonly test: ConnectionTest;
  readonly used: { readonly tls: boolean; readonly sasl: boolean };
}) => {
  const { t } = useTexts();
  return (
    <div className="stack-tight" role="status">
      <ol className="connection-steps">
        {stepResults(test, used).map(({ step, result }) => (
          <li key={step}>
            <Status tone={TONES[result]}>
              {t(`step.${step}`)}
              <span className="soft connection-step-result">{t(`stepResult.${result}`)}</span>
            </Status>
          </li>
        ))}
      </ol>
      {test.ok ? (
        <Status tone="good">
          <strong>
            {t('clusters.reached', {
              brokers: test.brokers,
              id: test.clusterId ?? UNKNOWN,
            })}
          </strong>
        </Status>
      ) : (
        <ProblemView problem={test.problem} />
      )}
    </div>
  );
};
