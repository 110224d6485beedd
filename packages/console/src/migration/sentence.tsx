import type { Migration } from '../api/types.ts';
import { Status } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { AXES, type Axis, axisTone } from './axes.ts';
import './sentence.css';

/** One axis of a migration in the words of the service. */
export const AxisStatus = ({ axis, migration }: { readonly axis: Axis; readonly migration: Migration }) => {
  const { language } = useTexts();
  return <Status tone={axisTone(axis, migration)}>{migration.sentence[axis][language]}</Status>;
};

/** What a migration looks like now, on its three axes. */
export const Sentence = ({ migration }: { readonly migration: Migration }) => {
  const { t } = useTexts();
  return (
    <dl className="sentence">
      {AXES.map((axis) => (
        <div key={axis}>
          <dt>{t(`axis.${axis}`)}</dt>
          <dd>
            <AxisStatus axis={axis} migration={migration} />
          </dd>
        </div>
      ))}
    </dl>
  );
};
