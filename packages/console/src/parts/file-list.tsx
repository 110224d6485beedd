import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { bytesText } from '../format/numbers.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Files that were chosen, each of which can be left out again. */
export const FileList = ({
  files,
  onRemove,
}: {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly onRemove: (name: string) => void;
}) => {
  const { t, language } = useTexts();
  return (
    <ul>
      {files.map(({ name, bytes }) => (
        <li key={name} className="row">
          <code className="break">{name}</code>
          <span className="soft">{bytesText(bytes, language)}</span>
          <Button
            type="text"
            size="small"
            aria-label={t('action.remove', { name })}
            icon={<DeleteOutlined />}
            onClick={() => onRemove(name)}
          />
        </li>
      ))}
    </ul>
  );
};
