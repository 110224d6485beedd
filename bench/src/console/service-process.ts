import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient } from '@mqferry/api';
import { usageOf } from '../process-usage.ts';
import type { LoopCall, LoopTold } from './loop-delay.ts';

/** The built `mqferry serve` in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  /** How late its event loop was since this was asked last. */
  loop(call?: LoopCall): Promise<LoopTold>;
  /** User and system time so far, and the most physical memory that it ever held. */
  usage(): { readonly cpuSeconds: number; readonly peakMemoryBytes: number };
  close(): Promise<void>;
}

/** Somebody who is logged in. */
export interface Login {
  readonly token: string;
  readonly cookie: { readonly name: string; readonly value: string };
}

const CLI = fileURLToPath(import.meta.resolve('mqferry/bin/mqferry.js'));
const PROBE = import.meta.resolve('./loop-delay.ts');
const USER = { name: 'admin', password: 'correct horse battery' };

/** Starts the service on a folder; gives the token for its first administrator, if it has none yet. */
export const startService = async (
  folder: string,
  isFirst: boolean,
): Promise<{ readonly service: ServiceProcess; readonly firstToken: string | undefined }> => {
  const args = ['serve', '--data', folder, '--listen', '127.0.0.1:0'];
  const child = fork(CLI, args, { execArgv: ['--import', PROBE], silent: true });
  child.stderr!.pipe(createWriteStream(join(folder, '..', 'service.log')));
  let url: string | undefined;
  let firstToken: string | undefined;
  for await (const line of createInterface(child.stdout!)) {
    url ??= /http:\/\/[\d.:]+/u.exec(line)?.[0];
    firstToken ??= /^ {2}(\S+)$/u.exec(line)?.[1];
    if (url !== undefined && (!isFirst || firstToken !== undefined)) break;
  }
  child.stdout!.resume();
  const service: ServiceProcess = {
    url: url!,
    loop: async (call = 'tell') => {
      const told = once(child, 'message');
      child.send(call);
      return (await told)[0] as LoopTold;
    },
    usage: () => usageOf(child.pid!)!,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
  return { service, firstToken };
};

/** Makes the first administrator, and logs in as such. */
export const claim = async (url: string, token: string): Promise<Login> => {
  let cookie = '';
  const api = createClient({
    url,
    fetch: async (input, init) => {
      const answer = await fetch(input, { ...init, headers: { ...init?.headers, cookie } });
      cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return answer;
    },
  });
  await api.claim({ body: { token, ...USER } });
  const { secret } = await api.createToken({ body: { name: 'bench', role: 'administrator' } });
  const [name, value] = cookie.split('=');
  return { token: secret, cookie: { name: name!, value: value! } };
};
