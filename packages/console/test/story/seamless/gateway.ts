import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../../../node_modules/.bin', import.meta.url));

/** What stands for the machine in the command of the console, and what it is here. */
const HERE: readonly (readonly [shown: string, here: string])[] = [
  ['--listen 0.0.0.0:9876', '--listen 127.0.0.1:0'],
  ['--advertised-host HOST', '--advertised-host 127.0.0.1'],
];
const PORTS: readonly [shown: string, here: string] = [
  '--proxy-ports 20000-20199',
  '--proxy-ports 22000-22999',
];

/** A gateway that runs. */
export interface RunningGateway {
  stop(): Promise<void>;
}

/** The command with what is otherwise on this machine; throws when it has not what it should have. */
const filledIn = (command: string, mode: 'route' | 'proxy'): string =>
  [...HERE, ...(mode === 'proxy' ? [PORTS] : [])].reduce((text, [shown, here]) => {
    if (!text.includes(shown)) throw new Error(`the command has no ${shown}:\n${text}`);
    return text.replace(shown, here);
  }, command);

/** Runs a gateway in a shell, by the command that the console shows, in a folder with the token that it needs. */
export const runGateway = (
  command: string,
  mode: 'route' | 'proxy',
  { folder, name, token }: { readonly folder: string; readonly name: string; readonly token: string },
): RunningGateway => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'token.txt'), `${token}\n`, { mode: 0o600 });
  const child = spawn('sh', ['-c', `exec ${filledIn(command, mode)} --name ${name}`], {
    cwd: folder,
    env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
};
