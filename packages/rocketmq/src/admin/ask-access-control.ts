import { isCodedError } from '@mqferry/core';
import type { CallOptions, CallResult } from '../connection/call.ts';
import type { FieldSpecs, FieldValues } from '../protocol/fields.ts';
import type { RequestDefinition } from '../protocol/request.ts';
import { adminErrors } from './errors.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';

/** What a broker of 5.x says that has no store for users or for policies; of that for users only its log says so. */
const NO_STORE = /MetadataProvider is not configured|^An system error occurred/;

/** Asks for users or policies. Throws ROCKETMQ_REQUEST_NOT_SUPPORTED before 5.3.0, ROCKETMQ_USERS_OFF, and as `ask` does. */
export const askAccessControl = async <F extends FieldSpecs, A extends FieldSpecs, B>(
  admin: RocketmqAdmin,
  address: string,
  definition: RequestDefinition<F, A, B>,
  fields: FieldValues<F>,
  options?: CallOptions,
): Promise<CallResult<A, B>> => {
  try {
    return await ask(admin, address, definition, fields, options);
  } catch (error) {
    if (!isCodedError(error, 'ROCKETMQ_SYSTEM_ERROR')) throw error;
    const reason = String(error.parameters.remark);
    throw NO_STORE.test(reason) ? adminErrors.ROCKETMQ_USERS_OFF({ broker: address, reason }, error) : error;
  }
};
