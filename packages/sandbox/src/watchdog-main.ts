/** The watchdog process: waits until its owner is gone, then ends the sandboxes that the owner left behind. */
import { endSandbox, readStates } from './sandbox-state.ts';

const [, , token] = process.argv;

process.stdin.on('end', async () => {
  const left = readStates().filter((state) => state.owner?.token === token);
  await Promise.all(left.map(endSandbox));
});
process.stdin.resume();
