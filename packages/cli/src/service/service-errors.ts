import { defineErrors } from '@mqferry/core';

const usage = { status: 400, retriable: false } as const;
const unknown = { status: 404, retriable: false } as const;

/** What can be wrong between the command line and the service, as far as the service itself does not tell it. */
export const serviceErrors = defineErrors({
  CLI_LOGIN_MISSING: {
    ...usage,
    message: { en: 'This computer is not logged in to a service.', zh: '本机尚未登录任何服务。' },
    action: {
      en: 'Run mqferry login URL, or set MQFERRY_URL and MQFERRY_TOKEN. mqferry serve starts a service.',
      zh: '请运行 mqferry login URL，或设置 MQFERRY_URL 与 MQFERRY_TOKEN。服务由 mqferry serve 启动。',
    },
  },
  CLI_LOGIN_ELSEWHERE: {
    ...usage,
    message: {
      en: 'MQFERRY_URL is {url}, but this computer is logged in to {known}; that login is not sent to another service.',
      zh: 'MQFERRY_URL 为 {url}，但本机登录的是 {known}；该登录不会发送给其他服务。',
    },
    action: {
      en: 'Set MQFERRY_TOKEN as well, or run mqferry login {url}.',
      zh: '请同时设置 MQFERRY_TOKEN，或运行 mqferry login {url}。',
    },
  },
  CLI_LOGIN_REFUSED: {
    status: 401,
    retriable: false,
    message: {
      en: 'The service {url} does not take this login.',
      zh: '服务 {url} 不接受该登录。',
    },
    action: {
      en: 'Run mqferry login {url}. A session ends after some hours without use; a token, when it expires or is removed.',
      zh: '请运行 mqferry login {url}。会话在闲置数小时后失效；令牌在过期或被删除后失效。',
    },
  },
  CLI_LOGIN_FILE_UNREADABLE: {
    status: 500,
    retriable: false,
    message: {
      en: 'The login in {file} cannot be read: {reason}.',
      zh: '无法读取 {file} 中的登录信息：{reason}。',
    },
    action: {
      en: 'Delete the file and log in again with mqferry login URL.',
      zh: '请删除该文件，并用 mqferry login URL 重新登录。',
    },
  },
  CLI_LOGIN_FILE_UNWRITABLE: {
    status: 500,
    retriable: false,
    message: {
      en: 'The login cannot be kept in {file}: {reason}.',
      zh: '无法将登录信息保存到 {file}：{reason}。',
    },
    action: {
      en: 'Make room, or set XDG_CONFIG_HOME to a folder that this user may write.',
      zh: '请释放空间，或将 XDG_CONFIG_HOME 设为当前用户可写的目录。',
    },
  },
  CLI_SERVICE_ADDRESS_INVALID: {
    ...usage,
    message: { en: '{value} is not the address of a service.', zh: '{value} 不是有效的服务地址。' },
    action: {
      en: 'Write it as http://host:port or https://host, as mqferry serve prints it.',
      zh: '请写成 http://host:port 或 https://host，即 mqferry serve 输出的地址。',
    },
  },
  CLI_TERMINAL_NEEDED: {
    ...usage,
    message: {
      en: 'There is no terminal to ask on for: {what}.',
      zh: '没有可供询问的终端：{what}。',
    },
    action: { en: 'In scripts use {option}.', zh: '在脚本中请使用 {option}。' },
  },
  CLI_INPUT_ENDED: {
    status: 499,
    retriable: false,
    message: { en: 'Nothing was answered, and nothing was done.', zh: '没有作答，未做任何更改。' },
    action: { en: 'Run the command again.', zh: '请重新运行该命令。' },
  },
  CLI_INPUT_EMPTY: {
    ...usage,
    message: { en: 'Nothing came from standard input with {option}.', zh: '使用 {option} 时标准输入为空。' },
    action: {
      en: 'Give the secret there, such as: command {option} < FILE.',
      zh: '请从标准输入提供该内容，例如：命令 {option} < FILE。',
    },
  },
  CLI_PASSWORDS_DIFFER: {
    ...usage,
    message: { en: 'The two passwords are not the same.', zh: '两次输入的密码不一致。' },
    action: { en: 'Run the command again.', zh: '请重新运行该命令。' },
  },
  CLI_CONFIG_MISSING: {
    ...usage,
    message: { en: 'How is the cluster reached?', zh: '未说明如何连接集群。' },
    action: {
      en: 'Give --bootstrap host:port, or --config FILE with the properties of a Java client; for RocketMQ --name-servers host:port.',
      zh: '请给出 --bootstrap host:port，或用 --config FILE 指定 Java 客户端 properties 文件；RocketMQ 请给出 --name-servers host:port。',
    },
  },
  CLI_KINDS_MIXED: {
    ...usage,
    message: {
      en: 'These options are for clusters of Kafka and of RocketMQ.',
      zh: '所给选项分别用于 Kafka 集群和 RocketMQ 集群。',
    },
    action: {
      en: 'Give --config or --bootstrap for Kafka, or --name-servers for RocketMQ.',
      zh: 'Kafka 请用 --config 或 --bootstrap，RocketMQ 请用 --name-servers。',
    },
  },
  CLI_CHANGE_MISSING: {
    ...usage,
    message: { en: 'Nothing to change was named.', zh: '没有给出要更改的内容。' },
    action: { en: 'See: mqferry migration change --help', zh: '请查看：mqferry migration change --help' },
  },
  CLI_CHOICE_INVALID: {
    ...usage,
    message: { en: '{option} cannot be {value}.', zh: '{option} 不能是 {value}。' },
    action: { en: 'Choose one of: {choices}.', zh: '可选值：{choices}。' },
  },
  CLI_NAME_AMBIGUOUS: {
    ...usage,
    message: { en: '{name} can mean several: {ids}.', zh: '{name} 可指多个：{ids}。' },
    action: { en: 'Give the whole id.', zh: '请给出完整的 id。' },
  },
  CLI_CLUSTER_UNKNOWN: {
    ...unknown,
    message: {
      en: 'The service knows no cluster {name}. Nearest names: {nearest}.',
      zh: '服务中没有集群 {name}。相近的名称：{nearest}。',
    },
    action: { en: 'List them with: mqferry cluster list', zh: '可用 mqferry cluster list 查看。' },
  },
  CLI_MIGRATION_UNKNOWN: {
    ...unknown,
    message: {
      en: 'The service knows no migration {name}. Nearest names: {nearest}.',
      zh: '服务中没有迁移 {name}。相近的名称：{nearest}。',
    },
    action: { en: 'List them with: mqferry migration list', zh: '可用 mqferry migration list 查看。' },
  },
  CLI_SEAMLESS_TASK_UNKNOWN: {
    ...unknown,
    message: {
      en: 'The service knows no seamless migration {name}. Nearest names: {nearest}.',
      zh: '服务中没有无缝迁移任务 {name}。相近的名称：{nearest}。',
    },
    action: {
      en: 'List them with: mqferry rocketmq migration list',
      zh: '可用 mqferry rocketmq migration list 查看。',
    },
  },
  CLI_STEP_TOPICS: {
    ...usage,
    message: { en: 'Which topics?', zh: '未说明是哪些主题。' },
    action: { en: 'Name some, or give --all; not both.', zh: '请给出主题名称，或使用 --all；二者选一。' },
  },
  CLI_DUMP_UNKNOWN: {
    ...unknown,
    message: {
      en: 'The service knows no dump task {name}. Nearest names: {nearest}.',
      zh: '服务中没有转储任务 {name}。相近的名称：{nearest}。',
    },
    action: { en: 'List them with: mqferry dump list', zh: '可用 mqferry dump list 查看。' },
  },
  CLI_IMPORT_UNKNOWN: {
    ...unknown,
    message: {
      en: 'The service knows no import {name}. Nearest names: {nearest}.',
      zh: '服务中没有导入任务 {name}。相近的名称：{nearest}。',
    },
    action: { en: 'List them with: mqferry import list', zh: '可用 mqferry import list 查看。' },
  },
  CLI_DOCUMENT_UNKNOWN: {
    ...unknown,
    message: {
      en: 'The service has no document {name}. Nearest names: {nearest}.',
      zh: '服务中没有文档 {name}。相近的名称：{nearest}。',
    },
    action: { en: 'List them with: mqferry import documents', zh: '可用 mqferry import documents 查看。' },
  },
  CLI_DOCUMENT_MISSING: {
    ...usage,
    message: { en: 'What is to be imported?', zh: '未说明要导入的内容。' },
    action: {
      en: 'Give files, or a cluster with --from, or a document of the service with --document; one of these.',
      zh: '请给出文件，或用 --from 指定集群，或用 --document 指定服务中的文档；三者选一。',
    },
  },
  CLI_USER_UNKNOWN: {
    ...unknown,
    message: {
      en: 'The service knows no user {name}. Nearest names: {nearest}.',
      zh: '服务中没有用户 {name}。相近的名称：{nearest}。',
    },
    action: { en: 'List them with: mqferry user list', zh: '可用 mqferry user list 查看。' },
  },
  CLI_TOKEN_UNKNOWN: {
    ...unknown,
    message: {
      en: 'The service knows no token {name}. Nearest names: {nearest}.',
      zh: '服务中没有令牌 {name}。相近的名称：{nearest}。',
    },
    action: { en: 'List them with: mqferry token list', zh: '可用 mqferry token list 查看。' },
  },
  CLI_SWITCH_UNKNOWN: {
    ...unknown,
    message: {
      en: 'The migration has no switch {name}.',
      zh: '该迁移没有切换 {name}。',
    },
    action: {
      en: 'List them with: mqferry migration switches NAME',
      zh: '可用 mqferry migration switches NAME 查看。',
    },
  },
  CLI_SWITCH_NONE: {
    ...unknown,
    message: {
      en: 'The migration has no switch for which this could be done.',
      zh: '该迁移没有可执行此操作的切换。',
    },
    action: {
      en: 'See how they stand with: mqferry migration switches NAME',
      zh: '可用 mqferry migration switches NAME 查看其状态。',
    },
  },
  CLI_SWITCH_UNNAMED: {
    ...usage,
    message: { en: 'Which switch? There are several: {ids}.', zh: '未指明切换，可选：{ids}。' },
    action: { en: 'Give --switch ID.', zh: '请给出 --switch ID。' },
  },
  CLI_SWITCH_NO_TOPIC: {
    ...unknown,
    message: {
      en: 'No topic of the migration matches {pattern}. Nearest names: {nearest}.',
      zh: '该迁移没有主题匹配 {pattern}。相近的名称：{nearest}。',
    },
    action: {
      en: 'List them with: mqferry migration topics NAME. The expression has to match whole names.',
      zh: '可用 mqferry migration topics NAME 查看。表达式须匹配完整名称。',
    },
  },
  CLI_TASK_UNKNOWN: {
    ...unknown,
    message: { en: 'The service has no task {id}.', zh: '服务中没有任务 {id}。' },
    action: { en: 'List them with: mqferry task list.', zh: '可用 mqferry task list 查看。' },
  },
  CLI_PARTITIONS_INVALID: {
    ...usage,
    message: {
      en: '--partitions {value} does not name a topic and a number.',
      zh: '--partitions {value} 不是“主题=数字”的形式。',
    },
    action: { en: 'Give it as --partitions orders=12.', zh: '请写成 --partitions orders=12。' },
  },
  CLI_PASSWORDS_UNREADABLE: {
    ...usage,
    message: {
      en: 'The passwords in {file} cannot be read: {reason}.',
      zh: '无法读取 {file} 中的密码：{reason}。',
    },
    action: { en: 'Check that the file exists and may be read.', zh: '请检查文件是否存在且可读。' },
  },
  CLI_PASSWORDS_MALFORMED: {
    ...usage,
    message: {
      en: 'Line {line} of {file} is not user=password.',
      zh: '{file} 的第 {line} 行不是 user=password 的形式。',
    },
    action: {
      en: 'Write one user=password a line; what stands behind the first = is the password.',
      zh: '每行写一个 user=password；第一个 = 之后的内容是密码。',
    },
  },
  CLI_PASSWORDS_UNWRITABLE: {
    status: 409,
    retriable: false,
    message: {
      en: 'The new passwords cannot be written to {file}: {reason}. Nothing was done.',
      zh: '无法将新密码写入 {file}：{reason}。未执行任何操作。',
    },
    action: {
      en: 'Give the name of a file that does not exist, in a folder that this user may write.',
      zh: '请给出一个尚不存在的文件，且所在目录可写。',
    },
  },
  CLI_DECLARATION_UNREADABLE: {
    ...usage,
    message: { en: 'The file {file} cannot be read: {reason}.', zh: '无法读取文件 {file}：{reason}。' },
    action: { en: 'Check that it exists and may be read.', zh: '请检查文件是否存在且可读。' },
  },
  CLI_DECLARATION_MALFORMED: {
    ...usage,
    message: { en: '{file} is not YAML: {reason}.', zh: '{file} 不是有效的 YAML：{reason}。' },
    action: { en: 'Correct the named line.', zh: '请更正所指的行。' },
  },
  CLI_DECLARATION_INVALID: {
    ...usage,
    message: {
      en: 'Document {document} of {file} does not declare a migration: {reason}.',
      zh: '{file} 的第 {document} 个文档不是有效的迁移声明：{reason}。',
    },
    action: {
      en: 'It takes name, source, target, selection, and bytesPerSecond where there is a limit.',
      zh: '应包含 name、source、target、selection；限速时加 bytesPerSecond。',
    },
  },
  CLI_DECLARATION_EMPTY: {
    ...usage,
    message: { en: '{file} declares no migration.', zh: '{file} 中没有声明任何迁移。' },
    action: {
      en: 'See mqferry apply --help for what a declaration looks like.',
      zh: '声明的写法见 mqferry apply --help。',
    },
  },
  CLI_DECLARATION_TWICE: {
    ...usage,
    message: { en: '{file} declares the migration {name} twice.', zh: '{file} 中迁移 {name} 声明了两次。' },
    action: { en: 'Keep one of them.', zh: '请只保留其中一个。' },
  },
  CLI_DECLARATION_CLUSTERS_FIXED: {
    status: 409,
    retriable: false,
    message: {
      en: 'The migration {name} goes from {source} to {target}; its clusters cannot be changed.',
      zh: '迁移 {name} 是从 {source} 到 {target}；其集群不能更改。',
    },
    action: {
      en: 'Declare it under another name, or delete the old one first.',
      zh: '请用其他名称声明，或先删除原有迁移。',
    },
  },
  CLI_ASSESS_WHAT: {
    ...usage,
    message: {
      en: 'There is neither a cluster to measure nor a file of answers.',
      zh: '既没有给出要测量的集群，也没有给出填写文件。',
    },
    action: {
      en: 'Name a cluster, give --answers FILE, or both.',
      zh: '请给出集群名称、--answers FILE，或两者都给。',
    },
  },
  CLI_ANSWERS_INVALID: {
    ...usage,
    message: {
      en: '{file} has answers that do not fit: {reason}.',
      zh: '{file} 中有不合要求的内容：{reason}。',
    },
    action: {
      en: 'See mqferry assess --help for what such a file looks like.',
      zh: '文件的写法见 mqferry assess --help。',
    },
  },
  CLI_ASSESSMENT_UNKNOWN: {
    ...unknown,
    message: {
      en: 'There is no assessment {name}. Near: {nearest}',
      zh: '不存在评估 {name}。相近的有：{nearest}',
    },
    action: { en: 'See mqferry assess list.', zh: '请查看 mqferry assess list。' },
  },
  CLI_LENGTH_INVALID: {
    ...usage,
    message: {
      en: '{option} {value} is not a time from a minute to a week.',
      zh: '{option} {value} 不是一分钟至一周之间的时长。',
    },
    action: { en: 'Write such as 10m, 24h or 7d.', zh: '请写成 10m、24h 或 7d 的形式。' },
  },
});
