import { z } from 'zod';
import { controlErrors } from './control-errors.ts';

/** A regular expression for whole names of topics; absent: all, also those yet to come. */
const topics = z.string().min(1).optional();
const bytesPerSecond = z.int().positive().nullable();

const request = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('status') }),
  /** Null: no limit. With `topics`, of each of these by itself. */
  z.strictObject({ command: z.literal('rate'), bytesPerSecond, topics }),
  z.strictObject({ command: z.enum(['pause', 'resume']), topics }),
  /** Takes topics along, or leaves them alone. */
  z.strictObject({ command: z.enum(['add', 'remove']), topics: z.string().min(1) }),
  /** Answered once everything that is copied by now is compared. */
  z.strictObject({ command: z.literal('verify') }),
  z.strictObject({ command: z.literal('stop') }),
]);

/** What an operator may ask of a running process: one JSON object on a line of its own. */
export type ControlRequest = z.infer<typeof request>;

/** Reads a line. Throws CONTROL_REQUEST_INVALID. */
export const parseRequest = (line: string): ControlRequest => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw controlErrors.CONTROL_REQUEST_INVALID({ reason: (error as Error).message }, error);
  }
  const parsed = request.safeParse(value);
  if (parsed.success) return parsed.data;
  throw controlErrors.CONTROL_REQUEST_INVALID({ reason: z.prettifyError(parsed.error) });
};
