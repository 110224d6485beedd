import { Segmented } from 'antd';
import { useStoredChoice } from '../../preferences/use-stored-choice.ts';
import { languageChoice } from '../../texts/language.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { THEME_CHOICES, themeChoice } from '../../theme/use-theme.ts';
import './appearance.css';

/** How the console looks in this browser. */
export const Appearance = () => {
  const { t } = useTexts();
  const [language, chooseLanguage] = useStoredChoice(languageChoice);
  const [theme, chooseTheme] = useStoredChoice(themeChoice);
  return (
    <div className="appearance">
      <span id="appearance-language">{t('settings.language')}</span>
      <Segmented
        aria-labelledby="appearance-language"
        value={language}
        onChange={chooseLanguage}
        options={[
          { value: 'en', label: 'English' },
          { value: 'zh', label: '简体中文' },
        ]}
      />
      <span id="appearance-theme">{t('settings.theme')}</span>
      <Segmented
        aria-labelledby="appearance-theme"
        value={theme}
        onChange={chooseTheme}
        options={THEME_CHOICES.map((value) => ({ value, label: t(`theme.${value}`) }))}
      />
    </div>
  );
};
