import { type CodedError, defineErrors, type LocalizedText } from '@mqferry/core';
import type { RemotingCommand } from './command.ts';
import { RESPONSE, type ResponseName, responseName } from './response-codes.ts';

const refused = <const En extends string>(
  status: number,
  retriable: boolean,
  { en, zh }: { readonly en: En; readonly zh: string },
  action: LocalizedText,
) => ({
  status,
  retriable,
  message: {
    en: `{server} answered {request}: ${en} ({remark})` as const,
    zh: `{server} 对 {request} 的应答：${zh}（{remark}）`,
  },
  action,
});

const LATER: LocalizedText = {
  en: 'It may work in a moment. If it stays so, look into the log of that broker.',
  zh: '稍后重试可能成功。若持续出现，请查看该 Broker 的日志。',
};
const LOG: LocalizedText = {
  en: 'The log of that server says more.',
  zh: '请查看该服务器的日志以了解详情。',
};
const REQUEST: LocalizedText = {
  en: 'Check what was asked for.',
  zh: '请检查所请求的内容。',
};

/** What a name server or broker answers when it does not do what was asked. */
export const brokerErrors = defineErrors({
  ROCKETMQ_SYSTEM_ERROR: refused(502, false, { en: 'it failed', zh: '处理失败' }, LOG),
  ROCKETMQ_SYSTEM_BUSY: refused(503, true, { en: 'it is too busy', zh: '系统繁忙' }, LATER),
  ROCKETMQ_REQUEST_NOT_SUPPORTED: refused(
    422,
    false,
    { en: 'it does not know this request', zh: '不支持该请求' },
    {
      en: 'This release does not have it: use a newer broker, or do without.',
      zh: '该版本不具备此功能：请使用更新的 Broker，或不使用此功能。',
    },
  ),
  ROCKETMQ_TRANSACTION_FAILED: refused(502, false, { en: 'the transaction failed', zh: '事务失败' }, LOG),
  ROCKETMQ_FLUSH_DISK_TIMEOUT: refused(
    504,
    true,
    { en: 'the message was stored, but not flushed to disk in time', zh: '消息已存储，但未能及时刷盘' },
    LATER,
  ),
  ROCKETMQ_SLAVE_NOT_AVAILABLE: refused(
    503,
    true,
    { en: 'the message was stored, but no slave takes it', zh: '消息已存储，但没有可用的从节点' },
    LATER,
  ),
  ROCKETMQ_FLUSH_SLAVE_TIMEOUT: refused(
    504,
    true,
    { en: 'the message was stored, but not on the slave in time', zh: '消息已存储，但未能及时同步到从节点' },
    LATER,
  ),
  ROCKETMQ_MESSAGE_ILLEGAL: refused(
    422,
    false,
    { en: 'it does not take this message', zh: '消息不合法' },
    REQUEST,
  ),
  ROCKETMQ_SERVICE_NOT_AVAILABLE: refused(
    503,
    true,
    { en: 'it does not serve this now', zh: '服务当前不可用' },
    LATER,
  ),
  ROCKETMQ_VERSION_NOT_SUPPORTED: refused(
    422,
    false,
    { en: 'it does not know this version', zh: '版本不受支持' },
    LOG,
  ),
  ROCKETMQ_NO_PERMISSION: refused(
    403,
    false,
    { en: 'this is not permitted', zh: '没有权限' },
    {
      en: 'Grant the right, or use the access key of somebody who has it. A topic or broker may also be closed for this.',
      zh: '请授予相应权限，或使用有权限的 AccessKey。也可能是该主题或 Broker 本身禁止此操作。',
    },
  ),
  ROCKETMQ_AUTHENTICATION_FAILED: refused(
    401,
    false,
    { en: 'it does not accept who asks', zh: '身份认证失败' },
    {
      en: 'Check access key and secret key, and that this cluster has them.',
      zh: '请检查 AccessKey 与 SecretKey，并确认该集群中已配置。',
    },
  ),
  ROCKETMQ_TOPIC_NOT_EXIST: refused(404, false, { en: 'there is no such topic', zh: '主题不存在' }, REQUEST),
  ROCKETMQ_PULL_NOT_FOUND: refused(404, true, { en: 'there is no message yet', zh: '尚无消息' }, LATER),
  ROCKETMQ_PULL_RETRY_IMMEDIATELY: refused(
    503,
    true,
    { en: 'no message matched; ask again at once', zh: '没有匹配的消息，请立即重试' },
    LATER,
  ),
  ROCKETMQ_PULL_OFFSET_MOVED: refused(
    416,
    false,
    { en: 'the queue does not have this offset', zh: '队列中没有该位点' },
    REQUEST,
  ),
  ROCKETMQ_QUERY_NOT_FOUND: refused(404, false, { en: 'nothing was found', zh: '未找到' }, REQUEST),
  ROCKETMQ_SUBSCRIPTION_PARSE_FAILED: refused(
    422,
    false,
    { en: 'it cannot read the subscription', zh: '无法解析订阅表达式' },
    REQUEST,
  ),
  ROCKETMQ_SUBSCRIPTION_NOT_EXIST: refused(
    409,
    true,
    { en: 'the group does not subscribe to this', zh: '消费组没有该订阅' },
    LATER,
  ),
  ROCKETMQ_SUBSCRIPTION_NOT_LATEST: refused(
    409,
    true,
    { en: 'it does not have the newest subscription yet', zh: '订阅信息尚未更新' },
    LATER,
  ),
  ROCKETMQ_SUBSCRIPTION_GROUP_NOT_EXIST: refused(
    404,
    false,
    { en: 'there is no such group', zh: '消费组不存在' },
    REQUEST,
  ),
  ROCKETMQ_INVALID_PARAMETER: refused(422, false, { en: 'a parameter is wrong', zh: '参数错误' }, REQUEST),
  ROCKETMQ_CONSUMER_NOT_ONLINE: refused(
    404,
    true,
    { en: 'no client of this group is connected', zh: '该消费组没有在线客户端' },
    { en: 'Start a client of the group first.', zh: '请先启动该组的客户端。' },
  ),
  ROCKETMQ_CONSUME_MSG_TIMEOUT: refused(
    504,
    true,
    { en: 'the client did not answer in time', zh: '客户端未及时应答' },
    LATER,
  ),
  ROCKETMQ_NO_MESSAGE: refused(404, false, { en: 'there is no such message', zh: '没有该消息' }, REQUEST),
  ROCKETMQ_BROADCAST_CONSUMPTION: refused(
    409,
    false,
    {
      en: 'the group consumes by broadcasting, its clients keep their own offsets',
      zh: '该组为广播消费，位点由客户端自行保存',
    },
    REQUEST,
  ),
  ROCKETMQ_FLOW_CONTROL: refused(429, true, { en: 'it limits how much is asked', zh: '触发流量控制' }, LATER),
  ROCKETMQ_GO_AWAY: refused(503, true, { en: 'it is about to end', zh: '服务器即将停止' }, LATER),
  ROCKETMQ_USER_NOT_EXIST: refused(404, false, { en: 'there is no such user', zh: '用户不存在' }, REQUEST),
  ROCKETMQ_USER_EXISTS: refused(
    409,
    false,
    { en: 'there is such a user already', zh: '用户已存在' },
    REQUEST,
  ),
  ROCKETMQ_POLICY_NOT_EXIST: refused(
    404,
    false,
    { en: 'there is no such policy', zh: '策略不存在' },
    REQUEST,
  ),
  ROCKETMQ_UNKNOWN_RESPONSE: {
    status: 502,
    retriable: false,
    message: {
      en: '{server} answered {request} with the code {code} ({remark})',
      zh: '{server} 对 {request} 的应答码为 {code}（{remark}）',
    },
    action: LOG,
  },
});

/** What is looked at of an answer. */
type Refused = Pick<RemotingCommand, 'code' | 'remark'>;

type Refusal = Exclude<keyof typeof brokerErrors, 'ROCKETMQ_UNKNOWN_RESPONSE'>;

const isRefusal = (code: string): code is Refusal => code in brokerErrors;

const refusalOf = (name: ResponseName): Refusal => {
  const code = name === 'REQUEST_CODE_NOT_SUPPORTED' ? 'ROCKETMQ_REQUEST_NOT_SUPPORTED' : `ROCKETMQ_${name}`;
  return isRefusal(code) ? code : 'ROCKETMQ_SYSTEM_ERROR';
};

/** What remarks tell more of than their code. */
const TOLD_IN_WORDS: readonly (readonly [codes: readonly number[], remark: RegExp, Refusal])[] = [
  // 4.x has SYSTEM_ERROR for it (`PlainPermissionManager.validate`), 5.x NO_PERMISSION (`AuthenticationException`).
  [
    [RESPONSE.SYSTEM_ERROR, RESPONSE.NO_PERMISSION],
    /No accessKey is configured|No acl config for|No PlainAccessResource for|Check signature failed|User:\S+ is (?:not found|disabled)|username cannot be null/i,
    'ROCKETMQ_AUTHENTICATION_FAILED',
  ],
  // 4.x, when an account lacks the right (`PlainPermissionManager.checkPerm`).
  [
    [RESPONSE.SYSTEM_ERROR],
    /No default permission for|Need admin permission for|has no permission|AclException/i,
    'ROCKETMQ_NO_PERMISSION',
  ],
  // 5.x has NO_PERMISSION for these too (`AuthenticationMetadataManagerImpl`, `AuthorizationMetadataManagerImpl`).
  [[RESPONSE.NO_PERMISSION], /The user is existed/, 'ROCKETMQ_USER_EXISTS'],
  [
    [RESPONSE.NO_PERMISSION],
    /The user is not exist|The subject (?:of \S+ )?is not exist/,
    'ROCKETMQ_USER_NOT_EXIST',
  ],
  [[RESPONSE.NO_PERMISSION], /The acl is not exist/, 'ROCKETMQ_POLICY_NOT_EXIST'],
  [
    [RESPONSE.NO_PERMISSION],
    /^(?:username|password|The (?:actions?|policies|policy entries|resource|decision|source ip)\b.*) (?:can not be|is)\b/,
    'ROCKETMQ_INVALID_PARAMETER',
  ],
];

const refusedFor = ({ code, remark }: Refused): Refusal | undefined => {
  const name = responseName(code);
  if (name === undefined) return undefined;
  const told = TOLD_IN_WORDS.find(
    ([codes, pattern]) => remark !== undefined && codes.includes(code) && pattern.test(remark),
  );
  return told?.[2] ?? refusalOf(name);
};

/** The error that an answer stands for. `server` is who gave it, `request` the name of what was asked. */
export const brokerError = (answer: Refused, server: string, request: string): CodedError => {
  const remark = answer.remark ?? '-';
  const refusal = refusedFor(answer);
  if (refusal === undefined) {
    return brokerErrors.ROCKETMQ_UNKNOWN_RESPONSE({ server, request, code: answer.code, remark });
  }
  return brokerErrors[refusal]({ server, request, remark });
};
