import type { controlEn } from './en.ts';

/** 操作人员与正在运行的进程之间的文案。 */
export const controlZh: Readonly<Record<keyof typeof controlEn, string>> = {
  'help.control': '查看正在运行的迁移，调整其限速与暂停',
  'help.controlStatus': '显示各主题的状态与落后程度',
  'help.controlRate': '限制每秒复制的字节数：所有主题合计，或其中若干主题各自',
  'help.control.pause': '暂停主题：不再读取；已读取的仍会写完',
  'help.control.resume': '恢复已暂停的主题',
  'help.controlStop': '在安全点结束迁移，等同于按 Ctrl-C',
  'option.controlId': '有多个迁移正在运行时指定其中一个',
  'option.controlTopics': '只针对完整名称匹配的主题，包括以后出现的',
  'option.metrics': '复制期间在 http://HOST:PORT/metrics 提供 Prometheus 指标',
  'argument.rate': '10MB（10^6）、512KiB（2^10）、1000000；none 表示取消限速',
  'column.behind': '落后时间',
  'column.limit': '限速',
  'metrics.at': '指标地址：{url}',
  'control.who': '迁移 {id}，进程 {pid}：{source} → {target}',
  'control.sums': '启动以来已复制：{records} 条消息，{bytes}；故障恢复 {recoveries} 次；限速 {limit}',
  'control.noLimit': '不限速',
  'control.rate': '所有主题合计限速：{rate}',
  'control.topicRate': '以下主题各自限速：{rate}（{topics}）',
  'control.paused': '已暂停；已读取的内容均已写入目标端：{topics}',
  'control.pausing': '已暂停，但目标端尚未确认全部已读取的内容：{topics}',
  'control.resumed': '已恢复：{topics}',
  'control.stopping': '正在安全点停止……',
  'control.stopped': '复制已结束。',
};
