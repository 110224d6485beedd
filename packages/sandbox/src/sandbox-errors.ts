import { defineErrors } from '@mqferry/core';

/** What can go wrong while brokers or Java tools are started and stopped. */
export const sandboxErrors = defineErrors({
  SANDBOX_TOOL_MISSING: {
    status: 500,
    retriable: false,
    message: {
      en: 'The sandbox needs {tool}, which was not found: {reason}.',
      zh: '沙箱需要 {tool}，但未找到：{reason}。',
    },
    action: {
      en: 'Install it. Debian or Ubuntu: apt install {apt}. macOS: brew install {brew}. Then start again.',
      zh: '请先安装。Debian 或 Ubuntu：apt install {apt}；macOS：brew install {brew}。然后重试。',
    },
  },
  SANDBOX_JAVA_TOO_OLD: {
    status: 500,
    retriable: false,
    message: {
      en: 'Java {found} at {path} is too old, Java {needed} or newer is needed.',
      zh: '{path} 的 Java 版本为 {found}，过旧，需要 Java {needed} 或更高版本。',
    },
    action: {
      en: 'Install it (Debian or Ubuntu: apt install openjdk-17-jre-headless, macOS: brew install openjdk@17) or point JAVA_HOME to it.',
      zh: '请安装（Debian 或 Ubuntu：apt install openjdk-17-jre-headless，macOS：brew install openjdk@17），或将 JAVA_HOME 指向它。',
    },
  },
  SANDBOX_DOWNLOAD_FAILED: {
    status: 502,
    retriable: true,
    message: {
      en: 'Maven could not fetch {artifacts}: {lines}',
      zh: 'Maven 无法获取 {artifacts}：{lines}',
    },
    action: {
      en: 'Check the network, and the mirror and proxy in ~/.m2/settings.xml; the first start needs Maven Central or a mirror of it.',
      zh: '请检查网络以及 ~/.m2/settings.xml 中的镜像与代理；首次启动需要访问 Maven Central 或其镜像。',
    },
  },
  SANDBOX_OPTION_INVALID: {
    status: 400,
    retriable: false,
    message: {
      en: 'The sandbox cannot be started like this: {reason}.',
      zh: '无法以此方式启动沙箱：{reason}。',
    },
    action: {
      en: 'Change the option named and start again.',
      zh: '请修改所述选项后重试。',
    },
  },
  SANDBOX_PORT_IN_USE: {
    status: 409,
    retriable: true,
    message: {
      en: 'Port {port} on 127.0.0.1 is in use.',
      zh: '127.0.0.1 的端口 {port} 已被占用。',
    },
    action: {
      en: 'Give another port, or none so that free ones are chosen.',
      zh: '请指定其他端口，或不指定以自动选择空闲端口。',
    },
  },
  SANDBOX_PROCESS_DIED: {
    status: 502,
    retriable: false,
    message: {
      en: '{process} ended while it was starting ({exit}). The end of {logFile}: {lines}',
      zh: '{process} 在启动过程中退出（{exit}）。{logFile} 末尾：{lines}',
    },
    action: {
      en: 'The lines say why. Extra broker settings and too small a heap are the usual reasons.',
      zh: '日志中有原因。常见原因是额外的 broker 配置有误或堆内存过小。',
    },
  },
  SANDBOX_START_TIMEOUT: {
    status: 504,
    retriable: true,
    message: {
      en: '{process} was not ready within {seconds} s: {reason}. The end of {logFile}: {lines}',
      zh: '{process} 在 {seconds} 秒内未就绪：{reason}。{logFile} 末尾：{lines}',
    },
    action: {
      en: 'The machine may be busy; start again when it is not.',
      zh: '机器可能过于繁忙，请稍后重试。',
    },
  },
  SANDBOX_COMMAND_FAILED: {
    status: 502,
    retriable: false,
    message: {
      en: '{command} failed ({exit}): {lines}',
      zh: '{command} 执行失败（{exit}）：{lines}',
    },
    action: {
      en: 'The lines say why.',
      zh: '输出内容中有原因。',
    },
  },
  SANDBOX_NOT_FOUND: {
    status: 404,
    retriable: false,
    message: {
      en: 'There is no sandbox named {name}.',
      zh: '没有名为 {name} 的沙箱。',
    },
    action: {
      en: 'List them with: mqferry sandbox list.',
      zh: '可用 mqferry sandbox list 查看。',
    },
  },
});
