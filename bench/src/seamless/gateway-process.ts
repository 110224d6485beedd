import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RocketmqCluster } from '@mqferry/sandbox';
import { benchErrors } from '../bench-errors.ts';

const CLI = fileURLToPath(import.meta.resolve('mqferry/bin/mqferry.js'));

/** Where a gateway has its table. */
export interface GatewayPlace {
  readonly tableFile: string;
  /** The table comes from there, and is kept in the file. */
  readonly from?: {
    readonly service: string;
    readonly task: string;
    /** Where the token is. */
    readonly tokenFile: string;
  };
}

/** A running `mqferry gateway`. */
export interface GatewayProcess {
  /** `host:port`. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts the built `mqferry gateway` between two clusters. Throws BENCH_PEER_ENDED. */
export const startGateway = async (
  { source, target }: { readonly source: RocketmqCluster; readonly target: RocketmqCluster },
  { tableFile, from }: GatewayPlace,
): Promise<GatewayProcess> => {
  const args = [
    ...['gateway', '--source-name-servers', source.namesrvAddr, '--target-name-servers', target.namesrvAddr],
    ...['--listen', '127.0.0.1:0', '--table', tableFile],
    ...(from
      ? ['--service', from.service, '--task', from.task, '--token', from.tokenFile, '--name', 'bench']
      : []),
  ];
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  let address: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    address = /127\.0\.0\.1:\d+/u.exec(line)?.[0];
    if (address !== undefined) break;
  }
  child.stdout.resume();
  if (address === undefined) throw benchErrors.BENCH_PEER_ENDED({ peer: 'the gateway', lines: '' });
  return {
    address,
    stop: async () => {
      process.off('exit', endWithUs);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};
