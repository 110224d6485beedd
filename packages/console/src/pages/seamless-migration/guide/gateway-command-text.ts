import type { SeamlessTask } from '../../../api/types.ts';

/** What a gateway has to be told beside its task. */
export interface GatewaySurroundings {
  /** Where this service is reached. */
  readonly service: string;
  /** Name servers, `host:port;…`; undefined: not known here. */
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/** As a shell takes it as one word. */
const quoted = (text: string): string =>
  /^[\w.@%+:/-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The command line that runs a gateway of a task at a machine called HOST, over several lines. */
export const gatewayCommand = (
  { name, mode }: Pick<SeamlessTask, 'name' | 'mode'>,
  { service, source = 'HOST:PORT', target = 'HOST:PORT' }: GatewaySurroundings,
): string =>
  [
    `mqferry gateway --task ${quoted(name)} --service ${quoted(service)} --token token.txt`,
    `--source-name-servers ${quoted(source)} --target-name-servers ${quoted(target)}`,
    '--table routes.json --listen 0.0.0.0:9876 --advertised-host HOST',
    ...(mode === 'proxy' ? ['--proxy-ports 20000-20199 --proxy-state ports.json'] : []),
  ].join(' \\\n  ');
