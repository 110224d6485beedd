import { defineErrors, type ErrorParameters, type Language, type LocalizedText } from '@mqferry/core';

/** Something the operator should know although the work can go on. Recognised by its code, like an error. */
export interface Warning {
  readonly code: string;
  readonly parameters: ErrorParameters;
  /** What was found, in the given language. */
  text(language: Language): string;
  /** What to do about it, in the given language. */
  advice(language: Language): string;
}

const note = <const Message extends LocalizedText, const Action extends LocalizedText>(
  message: Message,
  action: Action,
) => ({ status: 200, retriable: false, message, action });

/** What may be odd about a client's property file. */
export const configWarnings = defineErrors({
  CONFIG_PROPERTIES_IGNORED: note(
    { en: 'These properties have no meaning here: {names}.', zh: '以下属性在此没有意义：{names}。' },
    { en: 'Nothing needs to be done.', zh: '无需处理。' },
  ),
  CONFIG_PROPERTY_MISSPELT: note(
    {
      en: 'Line {line}: the property {name} is unknown; did you mean {nearest}?',
      zh: '第 {line} 行：未知属性 {name}；是否应为 {nearest}？',
    },
    { en: 'Correct the name; as it stands it has no effect.', zh: '请更正名称；目前它不起作用。' },
  ),
  CONFIG_PROPERTY_UNKNOWN: note(
    {
      en: 'Line {line}: the property {name} is unknown and has no effect.',
      zh: '第 {line} 行：未知属性 {name}，不起作用。',
    },
    { en: 'Check the name if it matters for the connection.', zh: '若它与连接有关，请检查名称。' },
  ),
  CONFIG_SECURITY_PROTOCOL_MISSING: note(
    {
      en: 'security.protocol is not set, so the connection is in plain text and these properties have no effect: {names}.',
      zh: '未设置 security.protocol，连接将使用明文，以下属性不起作用：{names}。',
    },
    {
      en: 'Set security.protocol to SSL, SASL_SSL or SASL_PLAINTEXT.',
      zh: '请将 security.protocol 设为 SSL、SASL_SSL 或 SASL_PLAINTEXT。',
    },
  ),
  CONFIG_PROPERTIES_WITHOUT_EFFECT: note(
    {
      en: 'With security.protocol {protocol} these properties have no effect: {names}.',
      zh: 'security.protocol 为 {protocol} 时，以下属性不起作用：{names}。',
    },
    { en: 'Check that {protocol} is what the listener speaks.', zh: '请确认监听端口使用的是 {protocol}。' },
  ),
  CONFIG_HOSTNAME_UNVERIFIED: note(
    {
      en: 'ssl.endpoint.identification.algorithm is empty: any certificate of a trusted issuer is accepted, whatever name it bears.',
      zh: 'ssl.endpoint.identification.algorithm 为空：只要签发者受信任，无论证书中的主机名是什么都会被接受。',
    },
    {
      en: 'Remove the property once the certificates bear the right names.',
      zh: '待证书中的主机名正确后，请删除该属性。',
    },
  ),
  CONFIG_STORE_TYPE_DIFFERS: note(
    {
      en: '{store} is declared as {declared}, but is {found}; it is read as such.',
      zh: '{store} 声明为 {declared}，实际为 {found}；按实际类型读取。',
    },
    { en: 'Correct the declared type.', zh: '请更正声明的类型。' },
  ),
  CONFIG_SEVERAL_KEYS: note(
    {
      en: '{store} holds several private keys; {alias} is used.',
      zh: '{store} 中有多个私钥；将使用 {alias}。',
    },
    {
      en: 'If it is the wrong one, make a store with the right one only.',
      zh: '若不正确，请另建只含所需私钥的密钥库。',
    },
  ),
  CONFIG_TLS_VERSION_SKIPPED: note(
    {
      en: 'The TLS versions {versions} of ssl.enabled.protocols are not used.',
      zh: 'ssl.enabled.protocols 中的 TLS 版本 {versions} 不会被使用。',
    },
    { en: 'Only TLSv1.2 and TLSv1.3 are supported.', zh: '仅支持 TLSv1.2 与 TLSv1.3。' },
  ),
  CONFIG_CIPHERS_SKIPPED: note(
    {
      en: 'These suites of ssl.cipher.suites are not supported: {names}.',
      zh: 'ssl.cipher.suites 中的以下套件不受支持：{names}。',
    },
    { en: 'The other suites are used.', zh: '将使用其余套件。' },
  ),
});
