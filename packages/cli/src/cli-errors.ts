import { defineErrors } from '@mqferry/core';

const usage = { status: 400, retriable: false } as const;

/**
 * What can be wrong with a command line (status 400, exit code 2), and what the world answered to it.
 */
export const cliErrors = defineErrors({
  CLI_OPTION_UNKNOWN: {
    ...usage,
    message: { en: 'There is no option {option}.', zh: '没有选项 {option}。' },
    action: { en: 'See: {help}', zh: '请查看：{help}' },
  },
  CLI_OPTION_MISSPELT: {
    ...usage,
    message: { en: 'There is no option {option}.', zh: '没有选项 {option}。' },
    action: { en: 'Did you mean {nearest}?', zh: '您是否想输入 {nearest}？' },
  },
  CLI_COMMAND_UNKNOWN: {
    ...usage,
    message: { en: 'There is no command {command}.', zh: '没有命令 {command}。' },
    action: { en: 'See: {help}', zh: '请查看：{help}' },
  },
  CLI_COMMAND_MISSPELT: {
    ...usage,
    message: { en: 'There is no command {command}.', zh: '没有命令 {command}。' },
    action: { en: 'Did you mean {nearest}?', zh: '您是否想输入 {nearest}？' },
  },
  CLI_PORT_RANGE_INVALID: {
    ...usage,
    message: {
      en: '{option} takes two ports, not {value}.',
      zh: '{option} 的取值须为两个端口，而不是 {value}。',
    },
    action: { en: 'Write it like 20000-20199.', zh: '请写成 20000-20199 的形式。' },
  },
  CLI_PROXY_STATE_INVALID: {
    ...usage,
    message: {
      en: '{file} does not hold the ports of brokers: {reason}',
      zh: '{file} 的内容不是 Broker 端口记录：{reason}',
    },
    action: {
      en: 'Restore it. Without it brokers get other ports, and clients go wrong until they have asked for their routes.',
      zh: '请恢复该文件。否则 Broker 会得到其他端口，客户端在重新获取路由之前无法正常访问。',
    },
  },
  CLI_GATEWAY_NAME_INVALID: {
    ...usage,
    message: {
      en: 'A gateway cannot call itself {name}.',
      zh: '{name} 不能用作网关名称。',
    },
    action: {
      en: 'Give a name of up to 100 letters, digits and the signs _ . -',
      zh: '请使用不超过 100 个字母、数字及 _ . - 组成的名称。',
    },
  },
  CLI_TABLE_NOT_KEPT: {
    status: 500,
    retriable: true,
    message: {
      en: 'The routing table cannot be kept in {file}: {reason}.',
      zh: '无法将路由表保存到 {file}：{reason}。',
    },
    action: {
      en: 'Make room there. Until then a gateway that is started without the service serves an older table.',
      zh: '请在该处释放空间。在此之前，若网关启动时无法访问服务，将使用较旧的路由表。',
    },
  },
  CLI_SECRET_KEYS_INVALID: {
    ...usage,
    message: {
      en: '{file} does not hold secret keys by their access keys: {reason}',
      zh: '{file} 的内容不是按 access key 列出的 secret key：{reason}',
    },
    action: {
      en: 'It is one JSON object, with each secret key under its access key.',
      zh: '内容应为一个 JSON 对象，以 access key 为键、secret key 为值。',
    },
  },
  CLI_OPTIONS_TOGETHER: {
    ...usage,
    message: { en: 'These go together: {options}.', zh: '以下选项须同时给出：{options}。' },
    action: { en: 'Give both, or neither.', zh: '请同时给出，或都不给出。' },
  },
  CLI_VALUE_MISSING: {
    ...usage,
    message: { en: 'The option {option} needs a value.', zh: '选项 {option} 缺少值。' },
    action: { en: 'See: {help}', zh: '请查看：{help}' },
  },
  CLI_OPTION_MISSING: {
    ...usage,
    message: { en: 'The option {option} is missing.', zh: '缺少选项 {option}。' },
    action: { en: 'See: {help}', zh: '请查看：{help}' },
  },
  CLI_ARGUMENT_MISSING: {
    ...usage,
    message: { en: 'The argument {argument} is missing.', zh: '缺少参数 {argument}。' },
    action: { en: 'See: {help}', zh: '请查看：{help}' },
  },
  CLI_ARGUMENT_EXCESS: {
    ...usage,
    message: { en: 'There are more arguments than the command takes.', zh: '参数过多。' },
    action: {
      en: 'Put values with spaces or * into quotes. See: {help}',
      zh: '含空格或 * 的值请加引号。请查看：{help}',
    },
  },
  CLI_OPTIONS_CONFLICT: {
    ...usage,
    message: { en: '{first} and {second} exclude each other.', zh: '{first} 与 {second} 不能同时使用。' },
    action: { en: 'Keep one of them.', zh: '请只保留其中一个。' },
  },
  CLI_OIDC_INCOMPLETE: {
    ...usage,
    message: {
      en: 'A provider of identities takes --oidc-issuer, --oidc-client-id and --oidc-client-secret-file.',
      zh: '身份提供方需要 --oidc-issuer、--oidc-client-id 和 --oidc-client-secret-file。',
    },
    action: { en: 'Give all of them, or none.', zh: '请全部给出，或全部省略。' },
  },
  CLI_ADDRESS_MISSING: {
    ...usage,
    message: { en: 'Which cluster? {option} is missing.', zh: '未指定集群：缺少 {option}。' },
    action: {
      en: 'Give {option} host:port, or {option}-config FILE with bootstrap.servers in it.',
      zh: '请给出 {option} host:port，或用 {option}-config FILE 指定包含 bootstrap.servers 的文件。',
    },
  },
  CLI_PATTERN_INVALID: {
    ...usage,
    message: {
      en: '{option} {value} is not a regular expression: {reason}.',
      zh: '{option} {value} 不是有效的正则表达式：{reason}。',
    },
    action: {
      en: 'Correct the expression; it has to match whole names, such as "orders.*" or "a|b".',
      zh: '请更正表达式；它须匹配完整名称，例如 "orders.*" 或 "a|b"。',
    },
  },
  CLI_RATE_INVALID: {
    ...usage,
    message: { en: '{value} is not a rate.', zh: '{value} 不是有效的速率。' },
    action: {
      en: 'Write bytes a second, such as 10MB (10,000,000), 512KiB (524,288) or 1000000.',
      zh: '请写每秒字节数，例如 10MB（10,000,000）、512KiB（524,288）或 1000000。',
    },
  },
  CLI_TIME_INVALID: {
    ...usage,
    message: { en: '{option} {value} is not a time.', zh: '{option} {value} 不是有效的时间。' },
    action: {
      en: 'Write date, time and zone, such as 2026-11-21T18:00:00Z or 2026-11-21T18:00+08:00, or milliseconds since 1970.',
      zh: '请写日期、时间与时区，例如 2026-11-21T18:00:00Z 或 2026-11-21T18:00+08:00，或自 1970 年起的毫秒数。',
    },
  },
  CLI_LISTEN_ADDRESS_INVALID: {
    ...usage,
    message: {
      en: '{option} {value} is not an address to listen on.',
      zh: '{option} {value} 不是有效的监听地址。',
    },
    action: {
      en: 'Write host:port, such as 127.0.0.1:9464 or [::1]:9464.',
      zh: '请写 host:port，例如 127.0.0.1:9464 或 [::1]:9464。',
    },
  },
  CLI_METRICS_UNAVAILABLE: {
    status: 500,
    retriable: false,
    message: {
      en: 'Metrics cannot be served at {address}: {reason}.',
      zh: '无法在 {address} 提供指标：{reason}。',
    },
    action: {
      en: 'Give another address of this machine and a free port with --metrics.',
      zh: '请用 --metrics 指定本机的其他地址和空闲端口。',
    },
  },
  CLI_SECONDS_INVALID: {
    ...usage,
    message: {
      en: '{option} {value} is not a number of seconds.',
      zh: '{option} {value} 不是有效的秒数。',
    },
    action: {
      en: 'Write whole seconds from 1 on, such as 15.',
      zh: '请写不小于 1 的整数秒，例如 15。',
    },
  },
  CLI_THREADS_INVALID: {
    ...usage,
    message: {
      en: '--threads {value} is not a number of threads.',
      zh: '--threads {value} 不是有效的线程数。',
    },
    action: {
      en: 'Write a whole number from 1 to 64.',
      zh: '请写 1 到 64 之间的整数。',
    },
  },
  CLI_COUNT_INVALID: {
    ...usage,
    message: {
      en: '{option} {value} is not a whole number.',
      zh: '{option} {value} 不是有效的整数。',
    },
    action: {
      en: 'Write a whole number from 0 on, such as 5000000.',
      zh: '请写不小于 0 的整数，例如 5000000。',
    },
  },
  CLI_NO_TOPIC_MATCHES: {
    status: 404,
    retriable: false,
    message: {
      en: 'No topic matches {pattern}. Nearest names: {nearest}.',
      zh: '没有主题匹配 {pattern}。相近的名称：{nearest}。',
    },
    action: {
      en: 'List them with: {command}. The expression has to match the whole name; this user must be allowed to describe the topic.',
      zh: '可用 {command} 查看全部主题。表达式须匹配完整名称，且该用户须有权查看主题。',
    },
  },
  CLI_TOPIC_OF_BROKERS: {
    status: 422,
    retriable: false,
    message: {
      en: 'Each cluster has its own of these topics, which are not copied: {topics}.',
      zh: '以下主题为各集群自有，不予复制：{topics}。',
    },
    action: {
      en: 'Offsets of consumer groups are copied with --groups; transactions come along with the topics they are in.',
      zh: '消费组位点可用 --groups 复制；事务随其所在的主题一并迁移。',
    },
  },
  CLI_NO_TOPICS: {
    status: 404,
    retriable: false,
    message: {
      en: 'The cluster has no topics that this user may see, internal and excluded ones aside.',
      zh: '除内部主题和已排除的主题外，集群中没有该用户可见的主题。',
    },
    action: {
      en: 'Check the address and --exclude, and that this user may describe the topics (ACL Describe).',
      zh: '请检查地址与 --exclude，并确认该用户拥有主题的 Describe 权限。',
    },
  },
  CLI_STATE_UNREADABLE: {
    status: 500,
    retriable: false,
    message: {
      en: 'The state file {file} cannot be read: {reason}.',
      zh: '无法读取状态文件 {file}：{reason}。',
    },
    action: {
      en: 'It tells which settings of the target have to be put back. Restore it, or check those settings by hand and delete it.',
      zh: '其中记录了目标集群上需要恢复的配置。请修复该文件，或人工核对这些配置后将其删除。',
    },
  },
  CLI_STATE_UNWRITABLE: {
    status: 500,
    retriable: false,
    message: {
      en: 'The state file {file} cannot be written: {reason}.',
      zh: '无法写入状态文件 {file}：{reason}。',
    },
    action: {
      en: 'Make room or give another folder with --state DIR.',
      zh: '请释放空间，或用 --state DIR 指定其他目录。',
    },
  },
  CLI_UNEXPECTED: {
    status: 500,
    retriable: false,
    message: { en: 'This should not have happened: {reason}', zh: '发生了意外错误：{reason}' },
    action: {
      en: 'Running the same command again is safe. If it repeats, report it together with the lines below.',
      zh: '重新运行同一命令是安全的。若再次出现，请连同以下内容一并反馈。',
    },
  },
});
