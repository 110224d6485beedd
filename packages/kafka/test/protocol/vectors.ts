import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Api } from '../../src/protocol/api.ts';
import * as generated from '../../src/protocol/generated/index.ts';
import type { MessageCodec } from '../../src/protocol/message-codec.ts';

/** The bytes Kafka's own classes made of one instance of a message. */
export interface Vector {
  readonly message: string;
  readonly version: number;
  readonly kind: string;
  readonly bytes: Buffer;
}

/** What a Kafka release says of one of its APIs; the header versions are those of each version from the lowest. */
export interface ReleaseApi {
  readonly key: number;
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
  readonly requestHeaders: readonly number[];
  readonly responseHeaders: readonly number[];
}

export interface ReleaseVectors {
  readonly apis: readonly ReleaseApi[];
  readonly vectors: readonly Vector[];
}

export const RELEASES = ['3.9.2', '4.3.1'] as const;

/** Reads what tools/vectors/Vectors.java printed for a release. */
export const loadVectors = (release: (typeof RELEASES)[number]): ReleaseVectors => {
  const file = join(import.meta.dirname, 'vectors', `kafka-${release}.txt.br`);
  const lines = brotliDecompressSync(readFileSync(file)).toString().trimEnd().split('\n');
  const apis: ReleaseApi[] = [];
  const vectors: Vector[] = [];
  for (const line of lines) {
    const words = line.split(' ');
    if (words[0] === 'api') {
      const [key, name, lowest, highest, requestHeaders, responseHeaders] = words.slice(1);
      apis.push({
        key: Number(key),
        name: name!,
        lowest: Number(lowest),
        highest: Number(highest),
        requestHeaders: [...requestHeaders!].map(Number),
        responseHeaders: [...responseHeaders!].map(Number),
      });
    } else {
      const [message, version, kind, hex] = words;
      vectors.push({
        message: message!,
        version: Number(version),
        kind: kind!,
        bytes: Buffer.from(hex!, 'hex'),
      });
    }
  }
  return { apis, vectors };
};

/** The API with this key, or a failing test. */
export const apiByKey = (key: number): Api<unknown, unknown> => {
  const api = generated.allApis.find((one) => one.key === key);
  if (api === undefined) throw new Error(`no API ${key}`);
  return api;
};

/** All codecs by the names of their messages, also those of messages that belong to no API. */
export const codecsByName: ReadonlyMap<string, MessageCodec<unknown>> = new Map(
  [
    ...generated.allApis.flatMap(({ request, response }) => [request, response]),
    ...Object.values(generated).filter((value): value is MessageCodec<never> => 'decode' in value),
  ].map((codec) => [codec.name, codec as MessageCodec<unknown>]),
);
