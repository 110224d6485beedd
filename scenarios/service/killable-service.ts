/**
 * The service, which ends itself with SIGKILL at one step:
 *   killable-service.ts FOLDER patient|quick [before|after VERB]
 * Started again in the folder, it listens where it did before.
 * `quick`: it does not wait for producers as long as operators' ones may be silent, and takes RocketMQ's clients for those that
 * ask for routes every few seconds.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService } from '@mqferry/server';

const QUICK = { lookMs: 300, stillMs: 1_000 };
const QUICK_CLIENTS = {
  lookMs: 1_000,
  clients: { poll: 3_000, heartbeat: 3_000, rebalance: 1_000 },
  stillMs: 15_000,
};

const [folder, pace, moment, verb] = process.argv.slice(2);
mkdirSync(folder!, { recursive: true });
const portFile = join(folder!, 'port');
const port = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;

const killAt = (at: string) => (step: { readonly verb: string }) => {
  if (moment === at && verb === step.verb) process.kill(process.pid, 'SIGKILL');
};

const service = await startService({
  ...{ folder: folder!, host: '127.0.0.1', port, version: '0.0.0', secureCookies: false },
  steps: { begun: killAt('before'), done: killAt('after') },
  switchPace: pace === 'quick' ? QUICK : undefined,
  seamlessPace: pace === 'quick' ? QUICK_CLIENTS : undefined,
  log: process.stderr,
});
writeFileSync(portFile, new URL(service.url).port);
console.log(`at ${service.url}`);
if (service.firstStartToken !== undefined) console.log(`  ${service.firstStartToken}`);
process.once('SIGTERM', () => void service.close());
