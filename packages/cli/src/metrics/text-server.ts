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

/** What is served at a path. */
export interface ServedText {
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

/** A running server for Prometheus and others who look. */
export interface TextServer {
  readonly address: ListenAddress;
  close(): Promise<void>;
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Metrics for Prometheus. */
export const metricsText = (text: () => Promise<string>): ServedText => ({ contentType: CONTENT_TYPE, text });

/** Serves texts by their paths, and nothing else. Throws CLI_METRICS_UNAVAILABLE. */
export const serveTexts = async (
  { host, port }: ListenAddress,
  texts: Readonly<Record<string, ServedText>>,
): Promise<TextServer> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const served = Object.hasOwn(texts, pathname) ? texts[pathname] : undefined;
    if (request.method !== 'GET' || served === undefined) {
      const paths = Object.keys(texts).join(', ');
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is: ${paths}\n`);
      return;
    }
    served.text().then(
      (body) => response.writeHead(200, { 'content-type': served.contentType }).end(body),
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
