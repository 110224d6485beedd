import type { DirectConsumption } from '../core/members.ts';
import type { ProcessQueue } from './process-queue.ts';
import type { ReceivedMessage } from './received-message.ts';

/** How messages that were pulled come to be consumed. */
export interface Consumption {
  /** Consumes messages that were just put into a queue. */
  take(queue: ProcessQueue, messages: readonly ReceivedMessage[]): void;
  /** Resolves when nothing of a dropped queue is being consumed whose order matters. */
  released(queue: ProcessQueue): Promise<void>;
  /** Consumes one message, whatever becomes of it. */
  directly(message: ReceivedMessage): Promise<DirectConsumption>;
  /** Begins with nothing more, and resolves when what was begun has ended. */
  end(): Promise<void>;
}

/** Tries a message for an operator who wants to see what happens. `later` tells an outcome that is no success. */
export const tryDirectly = async <O>(
  order: boolean,
  consume: () => Promise<O>,
  isLater: (outcome: O) => boolean,
): Promise<DirectConsumption> => {
  const begin = Date.now();
  const result = (consumeResult: DirectConsumption['consumeResult'], remark?: string): DirectConsumption => ({
    ...{ order, autoCommit: true, consumeResult, spentTimeMills: Date.now() - begin },
    ...(remark === undefined ? {} : { remark }),
  });
  try {
    return result(isLater(await consume()) ? 'CR_LATER' : 'CR_SUCCESS');
  } catch (error) {
    return result('CR_THROW_EXCEPTION', String(error));
  }
};
