/**
 * Loaded into the service beside its own code: tells, when asked, how late its event loop was since it was asked last,
 * and how much memory it has.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds and bytes. */
export interface LoopTold {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  readonly heapBytes: number;
}

/** What the service is asked: `collect` has it collect garbage first, so that what is left is in use. */
export type LoopCall = 'tell' | 'collect';

const RESOLUTION_MS = 5;
const NS_PER_MS = 1_000_000;

if (process.send) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  // Without its interval, which is part of every value.
  const ms = (value: number): number => Math.max(0, value / NS_PER_MS - RESOLUTION_MS);
  process.on('message', (call: LoopCall) => {
    if (call === 'collect') {
      setFlagsFromString('--expose-gc');
      runInNewContext('gc')();
    }
    const told: LoopTold = {
      ...{ p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), most: ms(delay.max) },
      heapBytes: process.memoryUsage().heapUsed,
    };
    delay.reset();
    process.send!(told);
  });
  process.channel?.unref();
}
