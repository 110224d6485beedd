import type { PlanStep } from '../api/types.ts';
import { NamesList } from '../parts/names-list.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { addedSteps, shownArguments, verbWords } from './steps.ts';
import './step-list.css';

/** What will be done, in order; what a former plan did not have is marked. */
export const StepList = ({
  steps,
  before,
}: {
  readonly steps: readonly PlanStep[];
  readonly before?: readonly PlanStep[] | undefined;
}) => {
  const { t } = useTexts();
  const added = addedSteps(before, steps);
  return (
    <ol className="step-list">
      {steps.map(({ verb, args }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name but their place.
        <li key={index}>
          <div className="row">
            <strong>{verbWords(verb)}</strong>
            {added.has(index) && <span className="step-new">{t('confirm.new')}</span>}
          </div>
          <dl>
            {shownArguments(args).map((argument) => (
              <div key={argument.name}>
                {argument.name !== '' && <dt className="soft">{verbWords(argument.name)}</dt>}
                <dd className="break">
                  {'names' in argument ? <NamesList names={argument.names} /> : <code>{argument.text}</code>}
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  );
};
