import { spawn } from 'node:child_process';

/** What opens an address on a desktop; undefined where there is none. */
const openerOf = (env: NodeJS.ProcessEnv): string | undefined => {
  if (process.platform === 'darwin') return 'open';
  return env.DISPLAY || env.WAYLAND_DISPLAY ? 'xdg-open' : undefined;
};

/** Shows an address in the browser of the desktop, where there is one. */
export const openBrowser = (url: string, env: NodeJS.ProcessEnv): void => {
  const opener = openerOf(env);
  if (opener === undefined) return;
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  // The address is told as well: without a browser nothing is lost.
  child.on('error', () => {});
  child.unref();
};
