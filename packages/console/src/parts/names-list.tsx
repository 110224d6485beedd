import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import './names-list.css';

/** Names, the first of them where there are many; the others on demand. */
export const NamesList = ({
  names,
  shown = 8,
}: {
  readonly names: readonly string[];
  readonly shown?: number;
}) => {
  const { t } = useTexts();
  const [all, setAll] = useState(false);
  const more = names.length - shown;
  // One more than there is room for takes no more room than the word that there is one more.
  const visible = all || more <= 1 ? names : names.slice(0, shown);
  return (
    <span className="names-list">
      {visible.map((name) => (
        <code key={name} className="name-chip">
          {name}
        </code>
      ))}
      {more > 1 && (
        <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('names.fewer') : t('names.more', { count: more })}
        </Button>
      )}
    </span>
  );
};
