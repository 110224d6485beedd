import { processWorld } from './process-world.ts';
import { run } from './run.ts';
import { liveServices } from './services.ts';

process.exitCode = await run(process.argv.slice(2), processWorld(liveServices));
