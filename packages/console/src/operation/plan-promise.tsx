import { useTexts } from '../texts/use-texts.ts';

/** That only what is shown is done, and by what the plan is recognised. */
export const PlanPromise = ({ text, hash }: { readonly text: string; readonly hash: string }) => {
  const { t } = useTexts();
  return (
    <p className="soft">
      {text} <code>{t('confirm.hash', { hash: hash.slice(0, 12) })}</code>
    </p>
  );
};
