import type { Assessment } from '../../api/types.ts';
import { byteRateText, bytesText, grouped } from '../../format/numbers.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { AssessmentState } from './assessment-state.tsx';
import './target-panel.css';

/** The smallest target that fits, in a sentence and by its sizes. */
export const TargetPanel = ({ assessment }: { readonly assessment: Assessment }) => {
  const { t, language } = useTexts();
  const { recommendation, state } = assessment;
  const { brokers, complete, controllers, perBroker, sentence } = recommendation;
  return (
    <Panel title={t('assess.target')} extra={<AssessmentState state={state} />}>
      <p className="target-sentence">{sentence[language]}</p>
      {brokers !== null && (
        <KeyValues
          items={[
            [t('assess.column.brokers'), complete ? brokers : t('assess.atLeast', { brokers })],
            [t('assess.controllers'), controllers],
            [t('assess.perBroker.cores'), grouped(perBroker.cores, language)],
            [t('assess.perBroker.disk'), bytesText(perBroker.diskBytes, language)],
            [t('assess.perBroker.in'), byteRateText(perBroker.networkInBytes, language)],
            [t('assess.perBroker.out'), byteRateText(perBroker.networkOutBytes, language)],
            [t('assess.perBroker.partitions'), grouped(perBroker.partitions, language)],
          ]}
        />
      )}
    </Panel>
  );
};
