import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTexts } from '../texts/use-texts.ts';
import { themeChoice, useTheme } from '../theme/use-theme.ts';

/** Changes between light and dark at once; the settings have the choice to follow the system. */
export const ThemeSwitch = () => {
  const { t } = useTexts();
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  const text = t(other === 'dark' ? 'theme.toDark' : 'theme.toLight');
  return (
    <Tooltip title={text}>
      <Button
        type="text"
        aria-label={text}
        icon={other === 'dark' ? <MoonOutlined /> : <SunOutlined />}
        onClick={() => themeChoice.set(other)}
      />
    </Tooltip>
  );
};
