import http from 'node:http';
import https from 'node:https';
import { isAllowed, lookupIn, NOT_ALLOWED } from '@mqferry/core';
import type { CustomFetch } from 'openid-client';
import type { Networks } from '../clusters/open-connection.ts';
import { oidcErrors } from './oidc-errors.ts';

const LARGEST_ANSWER = 1024 * 1024;
const LONGEST_MS = 15_000;

const bodyOf = async (response: http.IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new Error(`answer of more than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const headersOf = ({ headersDistinct }: http.IncomingMessage): [string, string][] =>
  Object.entries(headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );

/**
 * A fetch that connects to addresses in these networks only, checked where a name leads to, and follows no redirection.
 * Rejects with OIDC_NOT_ALLOWED, and the error of the network.
 */
export const outgoingFetch =
  (networks: Networks): CustomFetch =>
  async (address, { method, headers, body, signal }) => {
    const url = new URL(address);
    const host = url.hostname.replace(/^\[|\]$/gu, '');
    if (networks && !isAllowed(host, networks)) throw oidcErrors.OIDC_NOT_ALLOWED({ host });
    const send = url.protocol === 'https:' ? https.request : http.request;
    const patience = AbortSignal.timeout(LONGEST_MS);
    const text = body === null || body === undefined ? undefined : String(body);
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      send(url, {
        ...{ method, agent: false, signal: signal ? AbortSignal.any([signal, patience]) : patience },
        headers: {
          ...headers,
          ...(text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
        },
        ...(networks ? { lookup: lookupIn(networks) } : {}),
      })
        .once('response', resolve)
        .on('error', (error: NodeJS.ErrnoException) =>
          reject(error.code === NOT_ALLOWED ? oidcErrors.OIDC_NOT_ALLOWED({ host }, error) : error),
        )
        .end(text);
    });
    const { statusCode: status = 502 } = response;
    const content = await bodyOf(response);
    // Answers of these kinds have no content (Fetch, 2.2.3).
    const isEmpty = status === 204 || status === 304;
    return new Response(isEmpty ? null : content, { status, headers: headersOf(response) });
  };
