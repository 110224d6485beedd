import { defineErrors } from '@mqferry/core';

const final = { status: 500, retriable: false } as const;

/** What can be wrong with what the service keeps. */
export const storeErrors = defineErrors({
  STORE_IN_USE: {
    status: 409,
    retriable: true,
    message: {
      en: 'Another service uses the data in {where}.',
      zh: '另一个服务正在使用 {where} 中的数据。',
    },
    action: {
      en: 'End that one first, or give this one a folder of its own with --data. Several nodes share a PostgreSQL (--database).',
      zh: '请先结束该服务，或用 --data 为本服务指定单独的目录。多个节点可共用 PostgreSQL（--database）。',
    },
  },
  STORE_UNAVAILABLE: {
    status: 503,
    retriable: true,
    message: {
      en: 'The database {where} cannot be used: {reason}.',
      zh: '无法使用数据库 {where}：{reason}。',
    },
    action: {
      en: 'Check that the folder can be written to, or that the database server can be reached.',
      zh: '请确认数据目录可写，或数据库服务器可达。',
    },
  },
  STORE_LEADERSHIP_LOST: {
    status: 503,
    retriable: true,
    message: {
      en: 'This node is no longer the one that serves: {reason}.',
      zh: '本节点已不再是提供服务的节点：{reason}。',
    },
    action: {
      en: 'Start it again: it waits until the node that serves now has ended.',
      zh: '请重新启动：它会等待当前提供服务的节点结束。',
    },
  },
  STORE_TOO_NEW: {
    ...final,
    message: {
      en: 'The database was used by a newer release of mqferry: {reason}.',
      zh: '该数据库已被更新版本的 mqferry 使用：{reason}。',
    },
    action: {
      en: 'Start that release, or a newer one; a database never goes back.',
      zh: '请启动该版本或更新的版本；数据库不支持回退。',
    },
  },
  STORE_UPGRADE_FAILED: {
    ...final,
    message: {
      en: 'The database could not be brought up to date at step {step}: {reason}.',
      zh: '数据库在步骤 {step} 升级失败：{reason}。',
    },
    action: {
      en: 'Nothing of that step was kept; see the reason, then start again.',
      zh: '该步骤的更改均未保留；请根据原因处理后重新启动。',
    },
  },
  STORE_KEY_WRONG: {
    ...final,
    message: {
      en: 'The secrets in the database were sealed with another key.',
      zh: '数据库中的密文是用另一个密钥加密的。',
    },
    action: {
      en: 'Give the key that the service had before: --key-file, or MQFERRY_KEY.',
      zh: '请提供服务此前使用的密钥：--key-file 或 MQFERRY_KEY。',
    },
  },
  STORE_KEY_INVALID: {
    ...final,
    message: { en: 'The key for secrets is not usable: {reason}.', zh: '加密密钥不可用：{reason}。' },
    action: {
      en: 'Give 32 random bytes as Base64; without a key the service makes one in its data folder.',
      zh: '请提供 Base64 编码的 32 字节随机数；未提供时服务会在数据目录中生成。',
    },
  },
  STORE_CHANGED_MEANWHILE: {
    status: 409,
    retriable: true,
    message: {
      en: '{kind} {id} was changed by somebody else meanwhile.',
      zh: '{kind} {id} 已被他人修改。',
    },
    action: { en: 'Look at it again, then repeat the change.', zh: '请重新查看后再修改。' },
  },
});
