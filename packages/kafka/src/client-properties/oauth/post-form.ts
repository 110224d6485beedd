import http from 'node:http';
import https from 'node:https';
import { isAllowed, lookupIn, NOT_ALLOWED, type TlsConfig } from '@mqferry/core';

/** A form to be posted. */
export interface FormRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: URLSearchParams;
  /** For https; absent: what the runtime trusts. */
  readonly tls?: TlsConfig;
  /** In CIDR notation, where the server has to be; anywhere when absent. */
  readonly networks?: readonly string[] | undefined;
  readonly timeoutMs: number;
}

const LARGEST_ANSWER = 1024 * 1024;

const tlsOptions = ({ ca, cert, key, minVersion, maxVersion, ciphers }: TlsConfig): https.RequestOptions => ({
  ...(ca ? { ca: [...ca], allowPartialTrustChain: true } : {}),
  ...(cert && key ? { cert, key } : {}),
  ...(minVersion ? { minVersion } : {}),
  ...(maxVersion ? { maxVersion } : {}),
  ...(ciphers ? { ciphers } : {}),
});

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

/**
 * Posts a form and resolves with status and body of the answer; redirections are not followed. Rejects with
 * the error of the network, with the code NOT_ALLOWED where the server is not in one of the networks. Unlike the built-in fetch, node:https takes the trusted certificates of one request.
 */
export const postForm = async (request: FormRequest): Promise<{ status: number; body: string }> => {
  const { url, headers, form, tls, networks, timeoutMs } = request;
  if (networks && !isAllowed(url.hostname.replace(/^\[|\]$/gu, ''), networks))
    throw Object.assign(new Error(url.hostname), { code: NOT_ALLOWED });
  const send = url.protocol === 'https:' ? https.request : http.request;
  const signal = AbortSignal.timeout(timeoutMs);
  const body = form.toString();
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    send(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: {
        ...headers,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
      },
      ...(tls ? tlsOptions(tls) : {}),
      ...(networks ? { lookup: lookupIn(networks) } : {}),
    })
      .once('response', resolve)
      .on('error', reject)
      .end(body);
  });
  return { status: response.statusCode ?? 0, body: await bodyOf(response) };
};
