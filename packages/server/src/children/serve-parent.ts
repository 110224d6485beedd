import process from 'node:process';
import { type CallPort, callsOver, type PortCalls } from '@mqferry/core';

/**
 * Lets the service call what a process of it offers, and gives what the service offers. Without the service nobody knows
 * of this process: `orphaned` is called then, and has to end it at a safe point.
 */
export const serveParent = <Keeper extends object>(
  offered: object,
  orphaned: () => void,
): PortCalls<Keeper> => {
  const port: CallPort = {
    on: (event, listener) => process.on(event, listener as (message: unknown) => void),
    postMessage: (message) => void process.send?.(message),
  };
  const keeper = callsOver<Keeper>(port, offered);
  process.on('disconnect', () => {
    keeper.fail(new Error('the service is gone'));
    orphaned();
  });
  // Ctrl-C reaches the whole group; the service tells when to stop.
  process.on('SIGINT', () => {});
  return keeper;
};
