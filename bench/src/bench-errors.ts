import { defineErrors } from '@mqferry/core';

/** What can go wrong in a benchmark, apart from what its parts report. */
export const benchErrors = defineErrors({
  BENCH_PLATFORM_UNSUPPORTED: {
    status: 500,
    retriable: false,
    message: {
      en: 'CPU time and memory of a process are read from /proc, which {platform} does not have.',
      zh: '进程的 CPU 时间和内存从 /proc 读取，而 {platform} 没有 /proc。',
    },
    action: { en: 'Run the benchmark on Linux.', zh: '请在 Linux 上运行基准测试。' },
  },
  BENCH_OPTION_INVALID: {
    status: 400,
    retriable: false,
    message: { en: 'Option {option}: {value} cannot be used.', zh: '选项 {option}：不能使用 {value}。' },
    action: { en: 'Give {expected}.', zh: '请给出 {expected}。' },
  },
  BENCH_COPY_FAILED: {
    status: 500,
    retriable: false,
    message: {
      en: '{tool} ended ({exit}) when {copied} of {offsets} offsets were on the target.',
      zh: '{tool} 已结束（{exit}），此时目标集群上有 {copied} / {offsets} 个位点。',
    },
    action: { en: 'Its log tells why: {log}', zh: '原因见其日志：{log}' },
  },
  BENCH_EXIT_UNEXPECTED: {
    status: 500,
    retriable: false,
    message: {
      en: '{tool} copied all records, but ended with {exit}.',
      zh: '{tool} 复制了全部记录，但以 {exit} 结束。',
    },
    action: { en: 'Its log tells why: {log}', zh: '原因见其日志：{log}' },
  },
  BENCH_COPY_TIMEOUT: {
    status: 500,
    retriable: true,
    message: {
      en: '{tool} copied {copied} of {offsets} offsets in {minutes} minutes.',
      zh: '{tool} 在 {minutes} 分钟内复制了 {copied} / {offsets} 个位点。',
    },
    action: {
      en: 'See whether the machine is busy with something else, and its log: {log}',
      zh: '请检查机器是否正忙于其他任务，并查看其日志：{log}',
    },
  },
  BENCH_SETTING_IGNORED: {
    status: 500,
    retriable: false,
    message: {
      en: 'MirrorMaker 2 runs its {client} with {found} instead of {wanted}.',
      zh: 'MirrorMaker 2 的 {client} 使用的是 {found}，而不是 {wanted}。',
    },
    action: {
      en: 'Find the prefix under which this release takes the setting.',
      zh: '请查明该版本以哪个前缀接受此设置。',
    },
  },
  BENCH_TARGET_NOT_EMPTY: {
    status: 500,
    retriable: true,
    message: {
      en: 'The target still keeps files of deleted topics after {seconds} s: {entries}',
      zh: '{seconds} 秒后目标集群仍保留已删除主题的文件：{entries}',
    },
    action: { en: 'Run the benchmark again.', zh: '请重新运行基准测试。' },
  },
  BENCH_PEER_ENDED: {
    status: 500,
    retriable: false,
    message: { en: '{peer} ended before it was done:\n{lines}', zh: '{peer} 在完成之前退出：\n{lines}' },
    action: { en: 'Its output says why.', zh: '请查看其输出以了解原因。' },
  },
});
