import { defineErrors, type LocalizedText } from '@mqferry/core';

/** A setting the operator has to correct: nothing will change by trying again. */
const refusal = <const Message extends LocalizedText, const Action extends LocalizedText>(
  message: Message,
  action: Action,
) => ({ status: 400, retriable: false, message, action });

/**
 * What can be wrong with a client's property file, and with what it points to. No parameter ever holds the
 * value of a secret property.
 */
export const configErrors = defineErrors({
  CONFIG_PROPERTIES_MALFORMED: refusal(
    {
      en: 'Line {line} of the client properties has a \\u that is not followed by four hexadecimal digits.',
      zh: '客户端配置第 {line} 行的 \\u 之后不是四位十六进制数字。',
    },
    { en: 'Write a backslash that is meant as such twice: \\\\.', zh: '若需要反斜杠本身，请写两个：\\\\。' },
  ),
  CONFIG_PROPERTIES_UNREADABLE: refusal(
    {
      en: 'The client properties {path} cannot be read: {reason}.',
      zh: '无法读取客户端配置 {path}：{reason}。',
    },
    { en: 'Check that the file exists and may be read.', zh: '请检查文件是否存在且可读。' },
  ),
  CONFIG_FILE_UNREADABLE: refusal(
    {
      en: 'The file {path} of {property} cannot be read: {reason}.',
      zh: '无法读取 {property} 指定的文件 {path}：{reason}。',
    },
    {
      en: 'Check that the file exists and may be read. Relative paths start at the working directory.',
      zh: '请检查文件是否存在且可读。相对路径以当前工作目录为起点。',
    },
  ),
  CONFIG_TOKEN_FILE_LOCAL: refusal(
    {
      en: '{property} names the file {path}, whose token is renewed on this computer only; elsewhere it would run out.',
      zh: '{property} 指定了文件 {path}，其中的令牌只在本机更新；送到别处后将会过期。',
    },
    {
      en: 'Log in with client credentials at the token endpoint (https://…) instead.',
      zh: '请改用客户端凭据向令牌端点（https://…）登录。',
    },
  ),
  CONFIG_VALUE_INVALID: refusal(
    {
      en: 'The value of {property} must be {expected}.',
      zh: '{property} 的值无效，应为：{expected}。',
    },
    { en: 'Correct {property}.', zh: '请更正 {property}。' },
  ),
  CONFIG_UNSUPPORTED: refusal(
    {
      en: '{property} is set to {value}, which mqferry cannot do; the connection would not be the one you mean.',
      zh: '{property} 设为 {value}，mqferry 不支持；由此建立的连接将与预期不符。',
    },
    {
      en: 'Remove {property}, or reach the cluster through a listener that does not need it.',
      zh: '请删除 {property}，或改用不需要它的监听端口。',
    },
  ),
  CONFIG_CONTRADICTION: refusal(
    {
      en: '{first} and {second} are both given, and only one can hold.',
      zh: '{first} 与 {second} 同时给出，只能保留其一。',
    },
    { en: 'Keep one of them.', zh: '请只保留其中一个。' },
  ),
  CONFIG_SETTING_INCOMPLETE: refusal(
    { en: '{given} is given without {missing}.', zh: '给出了 {given}，但缺少 {missing}。' },
    { en: 'Add {missing}, or remove {given}.', zh: '请补充 {missing}，或删除 {given}。' },
  ),
  CONFIG_BOOTSTRAP_MISSING: refusal(
    { en: 'No bootstrap servers are given.', zh: '未给出引导地址。' },
    {
      en: 'Set bootstrap.servers to host:port,host:port.',
      zh: '请设置 bootstrap.servers，格式为 host:port,host:port。',
    },
  ),
  CONFIG_BOOTSTRAP_MALFORMED: refusal(
    {
      en: 'The bootstrap server {entry} is not of the form host:port.',
      zh: '引导地址 {entry} 的格式应为 host:port。',
    },
    {
      en: 'Write host:port,host:port; an IPv6 address goes into brackets.',
      zh: '请写成 host:port,host:port；IPv6 地址需加方括号。',
    },
  ),
  CONFIG_PROVIDER_UNSUPPORTED: refusal(
    {
      en: '{property} takes its value from the provider {provider}, whose class mqferry does not know.',
      zh: '{property} 的值取自配置源 {provider}，mqferry 不认识其类。',
    },
    {
      en: 'Use the file, directory or environment provider of Apache Kafka, or write the value itself.',
      zh: '请使用 Apache Kafka 的文件、目录或环境变量配置源，或直接写入值。',
    },
  ),
  CONFIG_VARIABLE_UNRESOLVED: refusal(
    {
      en: '{property} takes its value from {variable}, but there is nothing by that name.',
      zh: '{property} 的值取自 {variable}，但其中没有该名称的内容。',
    },
    { en: 'Check path and key of the variable.', zh: '请检查该变量的路径与键名。' },
  ),

  CONFIG_SASL_MECHANISM_MISSING: refusal(
    {
      en: 'security.protocol asks for SASL, but sasl.mechanism is not set; Java then uses Kerberos (GSSAPI), which mqferry cannot do.',
      zh: 'security.protocol 要求 SASL，但未设置 sasl.mechanism；此时 Java 使用 Kerberos（GSSAPI），mqferry 不支持。',
    },
    {
      en: 'Set sasl.mechanism to PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER.',
      zh: '请将 sasl.mechanism 设为 PLAIN、SCRAM-SHA-256、SCRAM-SHA-512 或 OAUTHBEARER。',
    },
  ),
  CONFIG_SASL_MECHANISM_UNSUPPORTED: refusal(
    { en: 'The SASL mechanism {mechanism} is not supported.', zh: '不支持 SASL 机制 {mechanism}。' },
    {
      en: 'Use a listener with PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER, or with a client certificate.',
      zh: '请使用支持 PLAIN、SCRAM-SHA-256、SCRAM-SHA-512、OAUTHBEARER 或客户端证书的监听端口。',
    },
  ),
  CONFIG_JAAS_MISSING: refusal(
    {
      en: 'sasl.mechanism is {mechanism}, but no login is given.',
      zh: 'sasl.mechanism 为 {mechanism}，但未给出登录信息。',
    },
    {
      en: 'Set sasl.jaas.config, or java.security.auth.login.config to the path of a JAAS file.',
      zh: '请设置 sasl.jaas.config，或将 java.security.auth.login.config 设为 JAAS 文件路径。',
    },
  ),
  CONFIG_JAAS_MALFORMED: refusal(
    {
      en: 'Line {line} of {source}: expected {expected}.',
      zh: '{source} 第 {line} 行：此处应为 {expected}。',
    },
    {
      en: 'Write it as: module.class.Name required option="value"; and put quotes around every value.',
      zh: '正确写法：模块类名 required 选项="值"; 每个值都请加引号。',
    },
  ),
  CONFIG_JAAS_SECTION_MISSING: refusal(
    {
      en: 'The JAAS file {path} has no section KafkaClient.',
      zh: 'JAAS 文件 {path} 中没有 KafkaClient 段。',
    },
    { en: 'Name the section with the login KafkaClient.', zh: '请将登录信息所在的段命名为 KafkaClient。' },
  ),
  CONFIG_JAAS_MODULE_UNSUPPORTED: refusal(
    {
      en: 'The login module {module} of {source} does not serve the mechanism {mechanism} here.',
      zh: '{source} 中的登录模块 {module} 在此不能用于机制 {mechanism}。',
    },
    {
      en: 'Use PlainLoginModule, ScramLoginModule or OAuthBearerLoginModule of Apache Kafka, whichever fits sasl.mechanism.',
      zh: '请按 sasl.mechanism 使用 Apache Kafka 的 PlainLoginModule、ScramLoginModule 或 OAuthBearerLoginModule。',
    },
  ),
  CONFIG_JAAS_OPTION_INVALID: refusal(
    {
      en: 'The login option {option} of {source} must be {expected}.',
      zh: '{source} 中的登录选项 {option} 应为：{expected}。',
    },
    { en: 'Correct {option}.', zh: '请更正 {option}。' },
  ),
  CONFIG_JAAS_OPTION_MISSING: refusal(
    { en: 'The login in {source} lacks the option {option}.', zh: '{source} 的登录信息缺少选项 {option}。' },
    { en: 'Add {option}="…" to the login module.', zh: '请在登录模块中加入 {option}="…"。' },
  ),

  CONFIG_STORE_TYPE_UNSUPPORTED: refusal(
    { en: '{store} is of the type {type}, which cannot be read.', zh: '{store} 的类型为 {type}，无法读取。' },
    {
      en: 'Convert it: keytool -importkeystore -srckeystore … -destkeystore store.p12 -deststoretype PKCS12.',
      zh: '请转换：keytool -importkeystore -srckeystore … -destkeystore store.p12 -deststoretype PKCS12。',
    },
  ),
  CONFIG_STORE_MALFORMED: refusal(
    { en: '{store} cannot be read: {reason}.', zh: '无法读取 {store}：{reason}。' },
    {
      en: 'Check the file with keytool -list or openssl, and get it anew if it is damaged.',
      zh: '请用 keytool -list 或 openssl 检查该文件，若已损坏请重新获取。',
    },
  ),
  CONFIG_STORE_PASSWORD_MISSING: refusal(
    {
      en: '{store} needs a password, but {property} is not set.',
      zh: '{store} 需要密码，但未设置 {property}。',
    },
    { en: 'Set {property}.', zh: '请设置 {property}。' },
  ),
  CONFIG_STORE_PASSWORD_WRONG: refusal(
    {
      en: 'The password for {store} is wrong, or the file is damaged.',
      zh: '{store} 的密码错误，或文件已损坏。',
    },
    {
      en: 'Check the password with keytool -list -keystore FILE.',
      zh: '请用 keytool -list -keystore FILE 核对密码。',
    },
  ),
  CONFIG_TRUST_STORE_EMPTY: refusal(
    { en: '{store} holds no certificate to trust.', zh: '{store} 中没有受信任的证书。' },
    {
      en: "Import the CA of the brokers: keytool -importcert -trustcacerts. It may be that the file's password is needed to see them.",
      zh: '请导入节点的 CA 证书：keytool -importcert -trustcacerts。也可能需要提供文件密码才能看到证书。',
    },
  ),
  CONFIG_KEY_STORE_EMPTY: refusal(
    { en: '{store} holds no private key.', zh: '{store} 中没有私钥。' },
    {
      en: 'Give the store with key and certificate of the client; for a client without a certificate remove ssl.keystore.*.',
      zh: '请提供包含客户端私钥与证书的密钥库；若客户端不需要证书，请删除 ssl.keystore.*。',
    },
  ),
  CONFIG_KEY_PASSWORD_MISSING: refusal(
    {
      en: 'The private key in {store} is encrypted, but ssl.key.password is not set.',
      zh: '{store} 中的私钥已加密，但未设置 ssl.key.password。',
    },
    { en: 'Set ssl.key.password.', zh: '请设置 ssl.key.password。' },
  ),
  CONFIG_KEY_PASSWORD_WRONG: refusal(
    { en: 'The password for the private key in {store} is wrong.', zh: '{store} 中私钥的密码错误。' },
    {
      en: 'Correct ssl.key.password; without it the password of the store is tried.',
      zh: '请更正 ssl.key.password；未设置时使用密钥库的密码。',
    },
  ),
  CONFIG_KEY_CERTIFICATE_MISSING: refusal(
    { en: 'No certificate in {store} belongs to its private key.', zh: '{store} 中没有与私钥匹配的证书。' },
    { en: 'Give the certificate that was issued for this key.', zh: '请提供为该私钥签发的证书。' },
  ),
  CONFIG_TLS_VERSIONS_UNSUPPORTED: refusal(
    {
      en: 'ssl.enabled.protocols, ssl.protocol and ssl.cipher.suites leave no version of TLS to use.',
      zh: 'ssl.enabled.protocols、ssl.protocol 与 ssl.cipher.suites 没有留下可用的 TLS 版本。',
    },
    {
      en: 'Allow TLSv1.2 or TLSv1.3; older versions are not supported.',
      zh: '请允许 TLSv1.2 或 TLSv1.3；不支持更旧的版本。',
    },
  ),
  CONFIG_CIPHERS_UNSUPPORTED: refusal(
    {
      en: 'None of the suites in ssl.cipher.suites is supported.',
      zh: 'ssl.cipher.suites 中没有受支持的加密套件。',
    },
    {
      en: 'Remove ssl.cipher.suites, or name a suite such as TLS_AES_256_GCM_SHA384.',
      zh: '请删除 ssl.cipher.suites，或填写如 TLS_AES_256_GCM_SHA384 的套件。',
    },
  ),
});
