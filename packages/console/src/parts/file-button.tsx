import { UploadOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { useRef } from 'react';

/** Has somebody choose files of their machine. */
export const FileButton = ({
  label,
  onChosen,
  multiple = false,
  accept,
  size = 'middle',
  loading = false,
}: {
  readonly label: string;
  readonly onChosen: (files: readonly File[]) => void;
  readonly multiple?: boolean;
  /** Which files are offered, such as `.json`; all when absent. */
  readonly accept?: string;
} & Pick<ButtonProps, 'size' | 'loading'>) => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple={multiple}
        {...(accept === undefined ? {} : { accept })}
        style={{ display: 'none' }}
        aria-label={label}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // So that the same file can be chosen again.
          target.value = '';
          if (files.length > 0) onChosen(files);
        }}
      />
      <Button icon={<UploadOutlined />} size={size} loading={loading} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
};
