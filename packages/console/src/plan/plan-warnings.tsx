import type { MigrationPlan } from '../api/types.ts';
import { Panel } from '../parts/panel.tsx';
import { StatusShape } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { warningText } from './warning-text.ts';
import './plan-warnings.css';

/** What is not in the way of a migration, but ought to be known before it. */
export const PlanWarnings = ({ warnings }: Pick<MigrationPlan, 'warnings'>) => {
  const { t } = useTexts();
  if (warnings.length === 0) return null;
  return (
    <Panel title={t('plan.warnings', { count: warnings.length })}>
      <ul className="plan-warnings">
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.topic}`}>
            <StatusShape tone="warn" />
            <p className="break">
              {warning.topic !== null && (
                <>
                  <code>{warning.topic}</code>{' '}
                </>
              )}
              {warningText(warning, t)}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
