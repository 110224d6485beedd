import { Button } from 'antd';
import { useId, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { SeamlessStep, SeamlessTask } from '../../../api/types.ts';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { StatusShape } from '../../../parts/status.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { BatchesStep } from '../batches/batches-step.tsx';
import { CompleteStep } from './complete-step.tsx';
import { ConnectStep } from './connect-step.tsx';
import { EndpointsStep } from './endpoints-step.tsx';
import { GreyStep } from './grey-step.tsx';
import { ImportStep } from './import-step.tsx';
import { keptStep, presentStepOf, STEP_IN_ADDRESS, shownStepOf } from './shown-step.ts';
import './guide.css';

const CONTROLS = {
  connect: ConnectStep,
  import: ImportStep,
  endpoints: EndpointsStep,
  grey: GreyStep,
  batches: BatchesStep,
  complete: CompleteStep,
} as const satisfies Record<SeamlessStep['id'], unknown>;

/** The steps of a task: which are done, and of the one that is shown what to do, what is in its way, and its controls. */
export const Guide = ({ task }: { readonly task: SeamlessTask }) => {
  const { t, language } = useTexts();
  const id = useId();
  const [search, setSearch] = useSearchParams();
  const { steps } = task;
  const present = presentStepOf(steps);
  const [kept, keep] = useState(present);
  const stays = keptStep(kept, present);
  if (stays !== kept) keep(stays);
  const asked = search.get(STEP_IN_ADDRESS) ?? stays ?? null;
  const shown = steps.find((step) => step.id === shownStepOf(steps, asked))!;
  const next = steps.find(({ id: step }) => step === present);
  const show = (step: SeamlessStep['id']): void =>
    setSearch(
      (now) => {
        now.set(STEP_IN_ADDRESS, step);
        return now;
      },
      { replace: true, preventScrollReset: true },
    );
  const Control = CONTROLS[shown.id];
  return (
    <section className="guide" aria-label={t('seamless.guide')}>
      <ol className="guide-rail">
        {steps.map((step) => {
          const isPresent = step.id === present;
          const standing = step.done ? 'done' : isPresent ? 'present' : 'toCome';
          return (
            <li key={step.id}>
              <button
                type="button"
                className="guide-step"
                aria-expanded={step.id === shown.id}
                aria-controls={id}
                {...(isPresent ? { 'aria-current': 'step' as const } : {})}
                onClick={() => show(step.id)}
              >
                <StatusShape tone={step.done ? 'good' : isPresent ? 'busy' : 'idle'} />
                <span className="guide-name">{step.name[language]}</span>
                <span className="soft">{t(`seamless.step.${standing}`)}</span>
              </button>
            </li>
          );
        })}
      </ol>
      <div id={id} className="guide-body stack">
        <h2>{shown.name[language]}</h2>
        <p>{shown.toDo[language]}</p>
        {/* Stages tell themselves what they wait for. */}
        {shown.blockedBy && shown.id !== 'batches' && (
          <ProblemView problem={shown.blockedBy} tone="warn" quiet />
        )}
        <Control task={task} />
        {shown.done && next && (
          <div>
            <Button onClick={() => show(next.id)}>{t('seamless.goOn', { step: next.name[language] })}</Button>
          </div>
        )}
      </div>
    </section>
  );
};
