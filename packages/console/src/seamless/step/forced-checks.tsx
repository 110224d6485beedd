import { Checkbox } from 'antd';
import type { StepCheck, StepPlan } from '../../api/types.ts';
import { NamesList } from '../../parts/names-list.tsx';
import { StatusShape } from '../../parts/status.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { openChecks } from './open-checks.ts';

/** The checks that do not pass; each is gone without only where it is ticked, with what that risks written beside it. */
export const ForcedChecks = ({
  plan,
  forced,
  onChange,
}: {
  readonly plan: StepPlan;
  readonly forced: readonly StepCheck['id'][];
  readonly onChange: (forced: readonly StepCheck['id'][]) => void;
}) => {
  const { t, language } = useTexts();
  const open = openChecks(plan);
  if (open.length === 0) return null;
  return (
    <section className="stack-tight" aria-label={t('seamless.openChecks')}>
      <h3>{t('seamless.openChecks')}</h3>
      <ul className="forced-checks">
        {open.map(({ id, name, risk, topics }) => (
          <li key={id} className="stack-tight">
            {risk ? (
              <>
                <Checkbox
                  checked={forced.includes(id)}
                  onChange={({ target }) =>
                    onChange(target.checked ? [...forced, id] : forced.filter((each) => each !== id))
                  }
                >
                  {t('seamless.goWithout', { check: name[language], count: topics.length })}
                </Checkbox>
                <p className="forced-risk">
                  <StatusShape tone="warn" /> {risk[language]}
                </p>
              </>
            ) : (
              <p>
                <StatusShape tone="bad" /> {t('seamless.cannotForce', { check: name[language] })}
              </p>
            )}
            <div className="forced-risk">
              <NamesList names={topics} shown={5} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
