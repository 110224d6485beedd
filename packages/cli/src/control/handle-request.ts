import { pause } from '@mqferry/core';
import type { RunningMigration } from '@mqferry/replication';
import { parsePattern } from '../arguments/pattern.ts';
import { controlErrors } from './control-errors.ts';
import type { ControlReply, ControlRequest } from './control-protocol.ts';
import { statusReply } from './status-reply.ts';
import { verified } from './verified.ts';

/** What a request may act on. */
export interface Controlled {
  /** Undefined before the copy has begun. */
  readonly running: () => RunningMigration | undefined;
  /** Ends the copy at a safe point, as the first Ctrl-C does. */
  readonly stop: () => void;
}

const REST_LIMIT_MS = 10_000;
const POLL_MS = 50;

/**
 * Carries an operator's request out. Throws CONTROL_NOT_READY, CONTROL_NO_TOPIC_MATCHES, CONTROL_NOT_VERIFYING,
 * CLI_PATTERN_INVALID, and what addTopics and removeTopics do.
 */
export const handleRequest = async (
  request: ControlRequest,
  controlled: Controlled,
): Promise<ControlReply> => {
  if (request.command === 'stop') {
    controlled.stop();
    return { type: 'stopping' };
  }
  const running = controlled.running();
  if (!running) throw controlErrors.CONTROL_NOT_READY({});
  if (request.command === 'status') return statusReply(running);
  if (request.command === 'verify') return verified(running);
  if (request.command === 'add') {
    return { type: 'added', ...(await running.addTopics(parsePattern('--topics', request.topics))) };
  }
  const pattern = request.topics === undefined ? undefined : parsePattern('--topics', request.topics);
  const topics = matching(running, pattern, request.topics ?? '');
  const { control } = running;
  switch (request.command) {
    case 'rate': {
      const { bytesPerSecond } = request;
      const rate = bytesPerSecond ?? Number.POSITIVE_INFINITY;
      if (pattern) control.changeTopicRate(pattern, rate);
      else control.changeRate(rate);
      return { type: 'rate', bytesPerSecond, ...(pattern ? { topics } : {}) };
    }
    case 'pause':
      control.pause(pattern);
      return paused(running, topics);
    case 'remove':
      return { type: 'removed', ...(await running.removeTopics(pattern!)) };
    case 'resume':
      control.resume(pattern);
      return { type: 'resumed', topics };
  }
};

/** The topics that are being copied and match. A pattern that matches none is a slip of the pen. */
const matching = (running: RunningMigration, pattern: RegExp | undefined, text: string): string[] => {
  const all = running.topics().map(({ topic }) => topic);
  const topics = pattern ? all.filter((topic) => pattern.test(topic)) : all;
  if (pattern && topics.length === 0) {
    throw controlErrors.CONTROL_NO_TOPIC_MATCHES({ pattern: text });
  }
  return topics;
};

/** What readers of the target have while these topics are paused; what cannot be asked now is left out. */
const paused = async (running: RunningMigration, topics: readonly string[]): Promise<ControlReply> => {
  const rest = await atRest(running, new Set(topics));
  const openTransactions = await running.openTransactions(topics).catch(() => undefined);
  return { type: 'paused', topics, atRest: rest, openTransactions };
};

/** Whether all that was read of these topics has reached the target; waits a little for that. */
const atRest = async (running: RunningMigration, topics: ReadonlySet<string>): Promise<boolean> => {
  for (const end = performance.now() + REST_LIMIT_MS; ; await pause(POLL_MS)) {
    const moving = running
      .status()
      .partitions.some(
        ({ topic, phase }) => topics.has(topic) && !['paused', 'stopped', 'reached'].includes(phase),
      );
    if (!moving || performance.now() > end) return !moving;
  }
};
