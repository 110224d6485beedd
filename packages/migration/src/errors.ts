import { defineErrors } from '@mqferry/core';

const conflict = { status: 409, retriable: false } as const;

/** Why a migration cannot do what is asked for, as it is now. */
export const migrationErrors = defineErrors({
  MIGRATION_COMPLETED: {
    ...conflict,
    message: { en: 'The migration is completed.', zh: '迁移已完成。' },
    action: { en: 'Make a new one for further topics.', zh: '如需迁移更多主题，请新建迁移。' },
  },
  MIGRATION_NOT_PLANNED: {
    ...conflict,
    message: {
      en: 'There is no plan of the migration as it is now.',
      zh: '当前的迁移设置还没有计划。',
    },
    action: { en: 'Plan it, and look at the plan.', zh: '请先生成并查看计划。' },
  },
  MIGRATION_PLAN_REFUSED: {
    ...conflict,
    message: {
      en: 'The plan has {count} refusals, the first: {first}',
      zh: '计划中有 {count} 项被拒绝，第一项：{first}',
    },
    action: {
      en: 'Resolve or leave out what is refused, then plan again.',
      zh: '请解决或排除被拒绝的项目，然后重新生成计划。',
    },
  },
  MIGRATION_ALREADY_RUNS: {
    ...conflict,
    message: { en: 'The copy runs already.', zh: '复制已在运行。' },
    action: { en: 'See its progress.', zh: '请查看其进度。' },
  },
  MIGRATION_NOT_RUNNING: {
    ...conflict,
    message: { en: 'The copy does not run.', zh: '复制未在运行。' },
    action: { en: 'Start it first.', zh: '请先启动复制。' },
  },
  MIGRATION_NOT_PAUSED: {
    ...conflict,
    message: { en: 'The copy is not paused.', zh: '复制未处于暂停状态。' },
    action: { en: 'There is nothing to resume.', zh: '没有可恢复的内容。' },
  },
  MIGRATION_NOTHING_COPIED: {
    ...conflict,
    message: { en: 'Nothing was copied yet.', zh: '尚未复制任何内容。' },
    action: { en: 'Start the copy first.', zh: '请先启动复制。' },
  },
  MIGRATION_TOPIC_STOPPED: {
    ...conflict,
    message: {
      en: 'The copy of topic {topic} has stopped.',
      zh: '主题 {topic} 的复制已停止。',
    },
    action: {
      en: 'See its error, follow the advice given there, then resume.',
      zh: '请查看其错误并按建议处理，然后恢复复制。',
    },
  },
  MIGRATION_TOPIC_BEHIND: {
    ...conflict,
    retriable: true,
    message: {
      en: 'The copy of topic {topic} is not in step with the source yet.',
      zh: '主题 {topic} 的复制尚未追上源端。',
    },
    action: { en: 'Wait until it has caught up.', zh: '请等待其追上。' },
  },
  MIGRATION_TOPIC_UNVERIFIED: {
    ...conflict,
    message: {
      en: 'Topic {topic} was not compared within the last {hours} hours.',
      zh: '主题 {topic} 在最近 {hours} 小时内没有校验过。',
    },
    action: { en: 'Verify it.', zh: '请进行校验。' },
  },
  MIGRATION_TOPIC_DIFFERS: {
    ...conflict,
    message: {
      en: 'Topic {topic} differs between source and target.',
      zh: '主题 {topic} 在源端与目标端不一致。',
    },
    action: {
      en: 'See the differences in its verification; copy it anew, or carry it on with a map of offsets.',
      zh: '请查看校验中的差异；可重新复制该主题，或以位点映射方式继续。',
    },
  },
  MIGRATION_TOPIC_COPIED: {
    ...conflict,
    message: {
      en: 'Topic {topic} is copied, so its log on the target is not a new one.',
      zh: '主题 {topic} 正在被复制，其在目标端的日志不是新日志。',
    },
    action: {
      en: 'Move it at the same offsets, or make a migration of its own for topics that are not copied.',
      zh: '请以相同位点切换，或为不复制的主题单独新建迁移。',
    },
  },
  MIGRATION_TOPIC_ON_NEW_LOG: {
    ...conflict,
    message: {
      en: 'Applications of topic {topic} move to a new log on the target, into which nothing may be copied.',
      zh: '主题 {topic} 的应用正切换到目标端的新日志，不得向其中复制消息。',
    },
    action: {
      en: 'Finish the switch and complete the migration, or take it back first.',
      zh: '请完成切换并完成迁移，或先回切。',
    },
  },
  MIGRATION_TOPIC_MAPPED: {
    ...conflict,
    message: {
      en: 'Topic {topic} is copied with a map of offsets, so applications do not go on at the same ones.',
      zh: '主题 {topic} 以位点映射方式复制，应用无法在相同位点继续。',
    },
    action: {
      en: 'Its groups have their offsets by the map on the target: stop its applications, wait for the copy, and start them there. There is no way back.',
      zh: '其消费组在目标端的位点按映射给出：请停止应用，等待复制完成，再在目标端启动。无法回切。',
    },
  },
  MIGRATION_SWITCH_UNDER_WAY: {
    ...conflict,
    retriable: true,
    message: {
      en: 'Topic {topic} is being moved from one cluster to the other.',
      zh: '主题 {topic} 正在两个集群之间切换。',
    },
    action: { en: 'Finish that switch or abort it first.', zh: '请先完成或中止该切换。' },
  },
  MIGRATION_UNIT_SPLIT: {
    ...conflict,
    message: {
      en: 'Applications use further topics together with these, so they have to move at the same time: {topics} ({bonds}).',
      zh: '以下主题与所选主题被同一应用共同使用，必须同时切换：{topics}（{bonds}）。',
    },
    action: {
      en: 'Switch them together, or ask for the unit to be split: then those applications have to use both clusters.',
      zh: '请一并切换，或明确要求拆分该单元：此后这些应用须同时使用两侧集群。',
    },
  },
  MIGRATION_TRAFFIC_ON_SOURCE: {
    ...conflict,
    message: {
      en: 'Applications of {count} topics still use the source, the first of them {topic}.',
      zh: '仍有 {count} 个主题的应用在使用源端，第一个是 {topic}。',
    },
    action: { en: 'Switch them, or take them out of the migration.', zh: '请切换它们，或将其移出迁移。' },
  },
  MIGRATION_TRAFFIC_ON_TARGET: {
    ...conflict,
    message: {
      en: 'Applications of {count} topics use the target, the first of them {topic}.',
      zh: '已有 {count} 个主题的应用在使用目标端，第一个是 {topic}。',
    },
    action: {
      en: 'Complete the migration, or move them back first.',
      zh: '请完成迁移，或先将其切回。',
    },
  },
  MIGRATION_SETTINGS_HELD: {
    ...conflict,
    message: {
      en: '{count} settings of the target are still as the copy needs them.',
      zh: '目标端仍有 {count} 项设置处于复制所需的状态。',
    },
    action: {
      en: 'End the copy, which puts them back.',
      zh: '请结束复制，这会恢复这些设置。',
    },
  },
  MIGRATION_WORLD_MOVED: {
    ...conflict,
    message: {
      en: 'What was confirmed is not what would be done now: {reason}.',
      zh: '确认的内容与现在将执行的内容不一致：{reason}。',
    },
    action: {
      en: 'Look at the new plan and confirm that one.',
      zh: '请查看新计划并重新确认。',
    },
  },
});
