import { type CodedError, defineErrors } from '@mqferry/core';
import { mappedErrors, replicationErrors, transactionErrors } from '@mqferry/replication';

const failed = { status: 409, retriable: false } as const;

/** What can be wrong between an operator and a running process. */
export const controlErrors = defineErrors({
  CONTROL_NOTHING_RUNS: {
    status: 404,
    retriable: false,
    message: {
      en: 'No running migration has its control socket in {folder}.',
      zh: '目录 {folder} 中没有正在运行的迁移的控制套接字。',
    },
    action: {
      en: 'Give the same --state as the migration, on the same machine and as the same user.',
      zh: '请在同一台机器上以同一用户运行，并使用与迁移相同的 --state。',
    },
  },
  CONTROL_SEVERAL_RUN: {
    ...failed,
    message: { en: 'Several migrations are running: {list}.', zh: '有多个迁移正在运行：{list}。' },
    action: { en: 'Name one of them with --id.', zh: '请用 --id 指定其中一个。' },
  },
  CONTROL_ID_UNKNOWN: {
    status: 404,
    retriable: false,
    message: {
      en: 'No running migration has the id {id}. Running: {list}.',
      zh: '没有 id 为 {id} 的正在运行的迁移。正在运行：{list}。',
    },
    action: { en: 'Give one of these ids.', zh: '请使用以上 id 之一。' },
  },
  CONTROL_UNREACHABLE: {
    status: 503,
    retriable: true,
    message: {
      en: 'The process behind {file} does not answer: {reason}.',
      zh: '{file} 对应的进程没有响应：{reason}。',
    },
    action: {
      en: 'Check that the process is not suspended and that this user may reach it; name another one with --id.',
      zh: '请确认该进程未被挂起且当前用户有权访问；也可用 --id 指定其他进程。',
    },
  },
  CONTROL_UNAVAILABLE: {
    status: 500,
    retriable: false,
    message: {
      en: 'The control socket {file} cannot be opened: {reason}. The migration goes on without it.',
      zh: '无法打开控制套接字 {file}：{reason}。迁移在没有它的情况下继续。',
    },
    action: {
      en: 'Give a folder with a short path, in a file system with sockets, with --state DIR.',
      zh: '请用 --state DIR 指定路径较短、文件系统支持套接字的目录。',
    },
  },
  CONTROL_REQUEST_INVALID: {
    status: 400,
    retriable: false,
    message: { en: 'The request was not understood: {reason}.', zh: '无法理解该请求：{reason}。' },
    action: {
      en: 'Use the mqferry of the same release as the running one.',
      zh: '请使用与正在运行的进程相同版本的 mqferry。',
    },
  },
  CONTROL_NO_TOPIC_MATCHES: {
    status: 404,
    retriable: false,
    message: {
      en: 'No topic that is being copied matches {pattern}; nothing was changed.',
      zh: '正在复制的主题中没有与 {pattern} 匹配的；未做任何更改。',
    },
    action: {
      en: 'The expression has to match whole names; see them with: mqferry control status',
      zh: '表达式须匹配完整名称；可用 mqferry control status 查看主题。',
    },
  },
  CONTROL_NOT_VERIFYING: {
    ...failed,
    message: {
      en: 'The migration does not compare what it copies.',
      zh: '该迁移没有边复制边校验。',
    },
    action: {
      en: 'Start it with --rolling-verify, or compare both sides with: mqferry verify',
      zh: '请以 --rolling-verify 启动，或用 mqferry verify 比对两侧。',
    },
  },
  CONTROL_NOT_READY: {
    status: 409,
    retriable: true,
    message: {
      en: 'The migration is not copying at this moment: it begins or ends.',
      zh: '迁移此刻未在复制：正在开始或结束。',
    },
    action: { en: 'Try again in a moment.', zh: '请稍后再试。' },
  },
});

/** An error that came over a socket, with its texts where this program knows the code. */
export const controlErrorOf = (
  code: string,
  parameters: CodedError['parameters'],
  message: string,
): Error => {
  const known = { ...replicationErrors, ...transactionErrors, ...mappedErrors, ...controlErrors };
  const factory = Object.entries(known).find(([name]) => name === code)?.[1] as
    | ((parameters: CodedError['parameters']) => CodedError)
    | undefined;
  return factory?.(parameters) ?? controlErrors.CONTROL_REQUEST_INVALID({ reason: message });
};
