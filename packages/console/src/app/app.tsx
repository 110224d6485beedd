import type { Language } from '@mqferry/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import english from 'antd/locale/en_US';
import chinese from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from '../api/query-client.ts';
import { useTexts } from '../texts/use-texts.ts';
import { antdTheme } from '../theme/theme.ts';
import { useDocumentTheme, useTheme } from '../theme/use-theme.ts';
import { router } from './router.tsx';

const queryClient = createQueryClient();

const LOCALES: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** The console: its language, its theme, what it knows, and the page of the address. */
export const App = () => {
  const { language } = useTexts();
  const theme = useTheme();
  useDocumentTheme(theme);
  const themeConfig = useMemo(() => antdTheme(theme), [theme]);
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider theme={themeConfig} locale={LOCALES[language]} button={{ autoInsertSpace: false }}>
        <AntdApp component={false}>
          <RouterProvider router={router} />
        </AntdApp>
      </ConfigProvider>
    </QueryClientProvider>
  );
};
