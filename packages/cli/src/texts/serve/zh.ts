import type { serveEn } from './en.ts';

/** The same in Chinese. */
export const serveZh = {
  'help.serve': '运行服务（控制台与 API），直到按 Ctrl-C',
  'option.data': '服务的数据目录（{default}）',
  'option.database': '用 postgres://… 代替数据目录中的 SQLite，供多个节点共用',
  'option.listen': '监听地址（{default}）',
  'option.keyFile':
    '用于加密数据库中密文的密钥文件：Base64 编码的 32 字节；否则用 MQFERRY_KEY，再否则在数据目录中生成',
  'option.behindHttps': '浏览器经由代理以 https 访问服务：会话 Cookie 只通过 https 发送',
  'option.allowNetworks':
    '集群节点、令牌端点和 OIDC 发行方必须所在的网段，例如 10.0.0.0/8,192.168.7.5；未指定时不限制',
  'option.keepTasks': '已结束的任务和迁移事件的保留天数（90）',
  'option.oidcIssuer': '身份提供方（OpenID Connect）的地址，用户也可通过它登录',
  'option.oidcClientId': '本服务在身份提供方处的客户端 ID',
  'option.oidcClientSecretFile': '包含客户端密钥的文件',
  'option.oidcRoleClaim': '决定角色的声明：文本或文本列表（groups）',
  'option.oidcAdministrators': '使用户成为管理员的声明取值',
  'option.oidcOperators': '使用户成为操作员的声明取值',
  'option.oidcViewers': '使用户成为查看者的声明取值；未给出时为身份提供方允许登录的所有人',
  'option.oidcScopes': '向身份提供方请求的 scope（openid profile email）',
  'option.oidcName': '登录页上显示的名称（发行方主机名）',
  'serve.at': 'mqferry 服务地址：{url}',
  'serve.standby': '另一个节点正在提供服务。本节点等待，并在其结束后接管。',
  'serve.firstStart': '目前没有任何用户。请用以下令牌创建首位管理员，该令牌只显示这一次：\n  {token}',
  'serve.stopping': '正在停止：已收到的请求仍会得到应答。再按一次 Ctrl-C 立即结束。',
} as const satisfies Readonly<Record<keyof typeof serveEn, string>>;
