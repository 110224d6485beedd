import { useTexts } from '../texts/use-texts.ts';
import './loading.css';

/** What stands where something is on its way: as many quiet lines as it will about have. */
export const Loading = ({ lines = 4 }: { readonly lines?: number }) => {
  const { t } = useTexts();
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{t('state.loading')}</span>
      {Array.from({ length: lines }, (_, index) => `line ${index}`).map((key) => (
        <span key={key} className="loading-line" />
      ))}
    </div>
  );
};
