import type { SeamlessBatch } from '../../../api/types.ts';
import { useTexts } from '../../../texts/use-texts.ts';

/** What is to be known of order, duplicates and delay before clients are moved. */
export const BatchNotes = ({ notes }: Pick<SeamlessBatch, 'notes'>) => {
  const { language } = useTexts();
  return (
    <ul className="batch-notes">
      {notes.map(({ [language]: note }) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
};
