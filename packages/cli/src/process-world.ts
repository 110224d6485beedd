import type { Services } from './services.ts';
import type { World } from './world.ts';

/** This process as the world of a command line. */
export const processWorld = (services: Services): World => {
  // A reader that ends early, such as `| head`, must not end a migration.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    env: process.env,
    // Opened by those commands only that ask something.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    interrupts: process,
    exit: (code) => process.exit(code),
    now: Date.now,
    services,
  };
};
