import { theme as antd, type ThemeConfig } from 'antd';
import { PALETTES, type Theme } from './palette.ts';

const FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'WenQuanYi Zen Hei', sans-serif";

/** The theme as the component library takes it, from the same palette as the styles of the console itself. */
export const antdTheme = (theme: Theme): ThemeConfig => {
  const palette = PALETTES[theme];
  return {
    algorithm: theme === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: palette.accent,
      colorLink: palette.accent,
      colorSuccess: palette.good,
      colorWarning: palette.warn,
      colorError: palette.bad,
      colorInfo: palette.accent,
      colorTextBase: palette.text,
      colorText: palette.text,
      colorTextSecondary: palette.textSoft,
      colorTextTertiary: palette.textSoft,
      colorTextDescription: palette.textSoft,
      colorTextPlaceholder: palette.textSoft,
      colorBgLayout: palette.page,
      colorBgContainer: palette.panel,
      colorBgElevated: palette.raised,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorSplit: palette.line,
      colorTextLightSolid: palette.onAccent,
      fontFamily: FONT,
      fontSize: 14,
      borderRadius: 6,
      controlHeight: 34,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Table: {
        headerBg: palette.panel,
        headerColor: palette.textSoft,
        headerSplitColor: 'transparent',
        headerSortActiveBg: palette.panel,
        headerSortHoverBg: palette.idleSoft,
        bodySortBg: palette.panel,
        cellPaddingBlockSM: 7,
        rowHoverBg: palette.accentSoft,
        rowSelectedBg: palette.accentSoft,
        rowSelectedHoverBg: palette.accentSoft,
      },
      Tooltip: { colorBgSpotlight: palette.text, colorTextLightSolid: palette.panel },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    },
  };
};
