import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { clustersQuery } from '../api/queries.ts';
import type { PlanStep } from '../api/types.ts';
import { NamesList } from '../parts/names-list.tsx';
import { TaskItems } from '../tasks/task-items.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { addedSteps, argumentText, shownArguments, valueText, verbText } from './steps.ts';
import './step-list.css';

const SHOWN_AT_ONCE = 50;

/** What will be done, in order; what a former plan did not have is marked. */
export const StepList = ({
  steps,
  before,
}: {
  readonly steps: readonly PlanStep[];
  readonly before?: readonly PlanStep[] | undefined;
}) => {
  const { t } = useTexts();
  const [all, setAll] = useState(false);
  const { data: clusters } = useQuery(clustersQuery);
  const added = addedSteps(before, steps);
  // An id says nothing to a person where there is a name.
  const nameOf = ({ name, text }: { readonly name: string; readonly text: string }): string =>
    (name === 'clusterId' ? clusters?.find(({ id }) => id === text)?.name : undefined) ?? valueText(text, t);
  const more = steps.length - SHOWN_AT_ONCE;
  return (
    <ol className="step-list">
      {(all ? steps : steps.slice(0, SHOWN_AT_ONCE)).map(({ verb, args }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name but their place.
        <li key={index}>
          <div className="row">
            <strong>{verbText(verb, t)}</strong>
            {added.has(index) && <span className="step-new">{t('confirm.new')}</span>}
          </div>
          {verb === 'runTask' ? (
            <TaskItems args={args} />
          ) : (
            <dl>
              {shownArguments(args).map((argument) => (
                <div key={argument.name}>
                  {argument.name !== '' && <dt className="soft">{argumentText(argument.name, t)}</dt>}
                  <dd className="break">
                    {'names' in argument ? (
                      <NamesList names={argument.names} />
                    ) : (
                      <code>{nameOf(argument)}</code>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
      {!all && more > 0 && (
        <li className="step-more">
          <Button type="link" onClick={() => setAll(true)}>
            {t('names.more', { count: more })}
          </Button>
        </li>
      )}
    </ol>
  );
};
