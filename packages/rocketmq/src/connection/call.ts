import { isCodedError } from '@mqferry/core';
import { brokerError } from '../protocol/broker-errors.ts';
import type { RemotingCommand } from '../protocol/command.ts';
import { decodeFields, encodeFields, type FieldSpecs, type FieldValues } from '../protocol/fields.ts';
import type { RequestDefinition } from '../protocol/request.ts';
import { RESPONSE } from '../protocol/response-codes.ts';
import { connectionErrors } from './errors.ts';
import type { OutgoingRequest, RemotingConnection } from './remoting-connection.ts';

/** How a request ended. */
export interface CallResult<AnswerFields extends FieldSpecs, Body> {
  /** SUCCESS, or one of the outcomes that the request declares. */
  readonly code: number;
  readonly remark: string | undefined;
  /** The release of who answers, as `RemotingCommand.version`. */
  readonly version: number;
  readonly fields: FieldValues<AnswerFields>;
  /** Undefined with another code than SUCCESS. */
  readonly body: Body | undefined;
}

/** A result whose code was SUCCESS, for requests without other outcomes. */
export interface CallOptions {
  readonly body?: Buffer | undefined;
  readonly timeoutMs?: number | undefined;
}

const outgoing = <F extends FieldSpecs>(
  { code, name, fields: specs, unsigned }: RequestDefinition<F>,
  fields: FieldValues<F>,
  body: Buffer | undefined,
): OutgoingRequest => ({ code, name, fields: encodeFields(specs, fields), unsigned, body });

const read = <A extends FieldSpecs, B>(
  definition: RequestDefinition<FieldSpecs, A, B>,
  answer: RemotingCommand,
): CallResult<A, B> => {
  const { code, remark, version } = answer;
  const fields = decodeFields(definition.answer, answer.fields);
  return {
    code,
    remark,
    version,
    fields,
    body: code === RESPONSE.SUCCESS ? definition.body(answer.body) : undefined,
  };
};

/**
 * Asks one request of the table and reads its answer. Throws the error of the response code (ROCKETMQ_NO_PERMISSION and
 * the like, see `brokerErrors`), ROCKETMQ_ANSWER_INVALID, and what `RemotingConnection.request` throws.
 */
export const call = async <F extends FieldSpecs, A extends FieldSpecs, B>(
  connection: RemotingConnection,
  definition: RequestDefinition<F, A, B>,
  fields: FieldValues<F>,
  { body, timeoutMs }: CallOptions = {},
): Promise<CallResult<A, B>> => {
  const answer = await connection.request(outgoing(definition, fields, body), timeoutMs);
  if (answer.code !== RESPONSE.SUCCESS && !definition.outcomes.includes(answer.code)) {
    throw brokerError(answer, connection.peer, definition.name);
  }
  try {
    return read(definition, answer);
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const { message: reason } = error;
    const { peer: broker } = connection;
    throw connectionErrors.ROCKETMQ_ANSWER_INVALID({ broker, request: definition.name, reason }, error);
  }
};

/** Tells one request of the table and waits for no answer. Throws what ended the connection. */
export const tell = <F extends FieldSpecs>(
  connection: RemotingConnection,
  definition: RequestDefinition<F>,
  fields: FieldValues<F>,
  body?: Buffer,
): void => connection.oneway(outgoing(definition, fields, body));
