import { Button } from 'antd';
import { useStoredChoice } from '../preferences/use-stored-choice.ts';
import { languageChoice } from '../texts/language.ts';

/** Changes to the other language at once; it is named in that language, for those who cannot read this one. */
export const LanguageSwitch = () => {
  const [language, choose] = useStoredChoice(languageChoice);
  const other = language === 'en' ? 'zh' : 'en';
  const name = other === 'zh' ? '中文' : 'English';
  return (
    <Button type="text" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
      {name}
    </Button>
  );
};
