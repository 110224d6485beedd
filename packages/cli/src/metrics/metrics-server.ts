import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cliErrors } from '../cli-errors.ts';

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** A running endpoint for Prometheus. */
export interface MetricsServer {
  readonly address: ListenAddress;
  close(): Promise<void>;
}

const PATH = '/metrics';
/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Serves what `text` gives at /metrics, and nothing else. Throws CLI_METRICS_UNAVAILABLE. */
export const serveMetrics = async (
  { host, port }: ListenAddress,
  text: () => Promise<string>,
): Promise<MetricsServer> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method !== 'GET' || pathname !== PATH) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`Metrics are at ${PATH}.\n`);
      return;
    }
    text().then(
      (body) => response.writeHead(200, { 'content-type': CONTENT_TYPE }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw cliErrors.CLI_METRICS_UNAVAILABLE({ address: `${host}:${port}`, reason: code ?? message }, error);
  }
  const { address, port: given } = server.address() as AddressInfo;
  return {
    address: { host: address, port: given },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
