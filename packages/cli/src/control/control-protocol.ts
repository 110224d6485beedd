export type { ControlRequest } from './parse-request.ts';

/** One answer: a JSON object on a line. An error has `code`, `message` in English and `parameters`. */
export interface ControlReply {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Who answers; the first line on each connection. */
export interface ControlHello extends ControlReply {
  readonly type: 'hello';
  /** Names the process among those that share a state folder. */
  readonly id: string;
  readonly pid: number;
  readonly source: string;
  readonly target: string;
}

/** Longest line either side reads, in characters. */
export const LONGEST_REQUEST = 64 * 1024;
