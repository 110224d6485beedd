import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { client } from '../../api/client.ts';
import type { FilterTest } from '../../api/types.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { Status } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { TypedDump } from './dump-text.ts';
import './filter-trial.css';

const TONES = { kept: 'good', filtered: 'idle', failed: 'warn' } as const satisfies Record<string, Tone>;

/** Tries the filter of a form on the newest records of its source topic. */
export const FilterTrial = () => {
  const { t } = useTexts();
  const form = Form.useFormInstance<TypedDump>();
  const [clusterId, topic, filter] = [
    Form.useWatch('sourceId', form),
    Form.useWatch('sourceTopic', form),
    Form.useWatch('filter', form),
  ];
  const test = useMutation({
    mutationFn: () =>
      client.testDumpFilter({ body: { clusterId, topic, expression: filter ?? '', records: 20 } }),
  });
  const isReady = Boolean(clusterId && topic && filter?.trim());
  return (
    <div className="stack-tight" aria-live="polite">
      <div className="row">
        <ReasonedButton
          size="small"
          loading={test.isPending}
          reason={isReady ? undefined : t('newDump.testNeeds')}
          onClick={() => test.mutate()}
        >
          {t('newDump.test')}
        </ReasonedButton>
      </div>
      {test.error && <ProblemView problem={test.error} />}
      {test.data && <Outcome tested={test.data} />}
    </div>
  );
};

const Outcome = ({ tested }: { readonly tested: FilterTest }) => {
  const { t, language } = useTexts();
  if (tested.tested === 0) return <p>{t('newDump.testedNone')}</p>;
  const { tested: count, kept, filtered, failed, records } = tested;
  return (
    <>
      <p>{t('newDump.tested', { tested: count, kept, filtered, failed })}</p>
      <ul className="filter-trial">
        {records.map(({ partition, offset, key, value, outcome, problem }) => (
          <li key={`${partition}-${offset}`}>
            <Status tone={TONES[outcome]}>{t(`newDump.outcome.${outcome}`)}</Status>
            <code className="soft">
              {partition}:{String(offset)}
            </code>
            <span className="break">
              {problem ? (
                problem.message[language]
              ) : (
                <>
                  <code>{key ?? UNKNOWN}</code> <span className="soft">{value ?? UNKNOWN}</span>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};
