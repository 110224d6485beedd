import { useState } from 'react';
import { bytesText } from '../../format/numbers.ts';
import { FileButton } from '../../parts/file-button.tsx';
import { FileList } from '../../parts/file-list.tsx';
import { useTexts } from '../../texts/use-texts.ts';

/** Files by the names that the properties call them, their content as Base64. */
export type Files = Readonly<Record<string, string>>;

const LARGEST_BYTES = 1_000_000;

const contentOf = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};

const bytesIn = (base64: string): number => Math.floor((base64.replaceAll('=', '').length * 3) / 4);

/** The files that go along with client properties, such as trust stores. */
export const ChosenFiles = ({
  files,
  onChange,
}: {
  readonly files: Files;
  readonly onChange: (files: Files) => void;
}) => {
  const { t, language } = useTexts();
  const [refused, setRefused] = useState<string>();

  const take = async (chosen: readonly File[]): Promise<void> => {
    const large = chosen.find(({ size }) => size > LARGEST_BYTES);
    setRefused(large?.name);
    const fitting = chosen.filter(({ size }) => size <= LARGEST_BYTES);
    const read = await Promise.all(fitting.map(async (file) => [file.name, await contentOf(file)] as const));
    onChange({ ...files, ...Object.fromEntries(read) });
  };

  return (
    <div className="stack-tight">
      <div>
        <FileButton label={t('action.chooseFiles')} multiple onChosen={(chosen) => void take(chosen)} />
      </div>
      {refused !== undefined && (
        <p role="alert" className="tone-bad">
          {t('file.tooLarge', { name: refused, limit: bytesText(LARGEST_BYTES, language) })}
        </p>
      )}
      <FileList
        files={Object.entries(files).map(([name, content]) => ({ name, bytes: bytesIn(content) }))}
        onRemove={(gone) =>
          onChange(Object.fromEntries(Object.entries(files).filter(([name]) => name !== gone)))
        }
      />
    </div>
  );
};
