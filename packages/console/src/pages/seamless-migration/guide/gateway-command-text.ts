import type { SeamlessTask } from '../../../api/types.ts';

/** As a shell takes it as one word. */
const quoted = (text: string): string =>
  /^[\w.@%+:/-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The command line that runs a gateway of a task, at whatever machine; what depends on that machine is left to be filled in. */
export const gatewayCommand = ({ name, mode }: Pick<SeamlessTask, 'name' | 'mode'>): string =>
  [
    `mqferry gateway --task ${quoted(name)} --listen 0.0.0.0:9876 --advertised-host HOST`,
    ...(mode === 'proxy' ? ['--proxy-ports 20000-20199 --proxy-state ports.json'] : []),
  ].join(' ');
