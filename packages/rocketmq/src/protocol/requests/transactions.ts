import { defineRequest } from '../request.ts';

/** Says what became of a transaction. No answer is waited for. */
export const END_TRANSACTION = defineRequest('END_TRANSACTION', {
  code: 37,
  to: 'broker',
  fields: {
    /** 5.x: whose rights count. */
    topic: 'string?',
    producerGroup: 'string',
    /** Offset of the half message in its queue. */
    tranStateTableOffset: 'int64',
    /** Offset of the half message in the commit log. */
    commitLogOffset: 'int64',
    /** 8 commits, 12 rolls back, 0 leaves it open: the transaction bits of a system flag. */
    commitOrRollback: 'int32',
    fromTransactionCheck: 'boolean',
    msgId: 'string',
    transactionId: 'string?',
  },
});

/** A broker asks what became of a transaction; its body is the half message. The answer is END_TRANSACTION. */
export const CHECK_TRANSACTION_STATE = defineRequest('CHECK_TRANSACTION_STATE', {
  code: 39,
  to: 'client',
  fields: {
    topic: 'string?',
    tranStateTableOffset: 'int64',
    commitLogOffset: 'int64',
    msgId: 'string?',
    transactionId: 'string?',
    offsetMsgId: 'string?',
  },
});
