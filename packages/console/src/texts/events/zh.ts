import type { eventsEn } from './en.ts';

/** 迁移事件的文案。 */
export const eventsZh: Readonly<Record<keyof typeof eventsEn, string>> = {
  'events.none': '还没有事件',
  'event.config-held': '{topic}：复制期间设置 {name} = {value}',
  'event.config-restored': '{topic}：已恢复 {name}：{value}',
  'event.groups-synced': '已同步的消费组位点：{offsets}',
  'event.copy-failed': '复制已结束：{reason}',
  'event.checkpoint-failed': '无法保存校验进度：{reason}',
  'event.topic-created': '已新建主题 {topic}，分区数：{partitions}',
  'event.topic-found': '源端新出现主题 {topic}，一并复制，分区数：{partitions}',
  'event.topic-refused': '{topic} 的新分区未被复制：{reason}',
  'event.partitions-added': '{topic} 在目标端增加了 {added} 个分区，与源端一致，共 {partitions} 个',
  'event.gap-accepted':
    '{topic}-{partition}：放弃 {records} 条消息（位点 {from} 至 {to}）：源端在复制之前已将其删除',
  'event.groups-found': '新出现的消费组，从现在起保持同步：{groups}',
  'event.topics-paused': '已暂停，不再有任何读写：{topics}',
  'event.topics-resumed': '已恢复：{topics}',
  'event.topics-removed': '按操作员要求不再复制：{topics}',
  'event.unit-split': '与共同使用的主题（{bonds}）分开切换：{topics}，未包含 {left}',
  'event.partitions-taken': '从现在起复制：{partitions}',
  'event.partitions-given-up': '移交给另一个进程：{partitions}',
  'event.partition-differs': '{topic}-{partition} 在源端与目标端不一致',
  'event.partition-unverifiable': '{topic}-{partition} 不再继续校验：{reason}',
  'event.partition-recovering': '{topic}-{partition} 正在重新确认位置：{reason}',
  'event.partition-stopped': '{topic}-{partition} 已停止：{reason}',
};
