import type { auditEn } from './en.ts';

/** 审计日志的文案。 */
export const auditZh: Readonly<Record<keyof typeof auditEn, string>> = {
  'audit.at': '时间',
  'audit.who': '操作者',
  'audit.action': '操作',
  'audit.anyAction': '全部操作',
  'audit.subject': '对象',
  'audit.outcome': '结果',
  'audit.done': '完成',
  'audit.address': '来源地址',
  'audit.since': '起始',
  'audit.until': '截止',
  'audit.before': '变更前',
  'audit.after': '变更后',
  'audit.none': '还没有记录',
  'audit.export.json': '导出 JSON',
  'audit.export.csv': '导出 CSV',
  'audit.exportFailed': '无法导出审计日志',
  'audit.exportCut': '记录超过 50,000 条，仅导出了最新的部分。请缩小时间范围，或使用 API。',
};
