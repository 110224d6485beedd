import type { shellEn } from './en.ts';

/** 每个页面共有的文案。 */
export const shellZh: Readonly<Record<keyof typeof shellEn, string>> = {
  'nav.label': '主菜单',
  'nav.open': '打开菜单',
  'nav.skip': '跳到正文',
  'nav.overview': '总览',
  'nav.migrations': '迁移',
  'nav.clusters': '集群',
  'nav.comparisons': '比较',
  'nav.tasks': '任务',
  'nav.audit': '审计日志',
  'nav.settings': '设置',
  'theme.toDark': '切换到深色主题',
  'theme.toLight': '切换到浅色主题',
  'notFound.title': '页面不存在',
  'notFound.text': '该地址没有对应的页面。',
  'notFound.home': '返回总览',
  'page.failed': '无法显示此页面',
  'page.reload': '重新加载',
  'role.viewer': '只读用户',
  'role.operator': '操作员',
  'role.administrator': '管理员',
};
