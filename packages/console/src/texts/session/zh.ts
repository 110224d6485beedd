import type { sessionEn } from './en.ts';

/** 登录前后的文案。 */
export const sessionZh: Readonly<Record<keyof typeof sessionEn, string>> = {
  'login.title': '登录',
  'login.name': '用户名',
  'login.password': '密码',
  'login.submit': '登录',
  'login.external': '通过 {name} 登录',
  'claim.title': '首位管理员',
  'claim.text': '服务启动时打印了一个令牌。用它可以创建首位管理员，仅限一次；其他用户请在设置中添加。',
  'claim.token': '服务启动时打印的令牌',
  'claim.submit': '创建管理员',
  'claim.login': '返回登录',
  'password.rule': '至少 12 个字符。',
  'session.menu': '{name} 的账号',
  'session.logout': '退出登录',
};
