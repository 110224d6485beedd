import { type ByteReader, ByteWriter } from '@mqferry/core';
import type { Api, Loose } from '@mqferry/kafka';
import type { SyntheticCluster } from './synthetic-cluster.ts';

/** One broker of a synthetic cluster, and where all of them listen. */
export interface FakeNode {
  readonly cluster: SyntheticCluster;
  readonly id: number;
  /** By broker, on the loopback address. */
  readonly ports: ReadonlyMap<number, number>;
}

/** Answers one API: reads the request's message, and writes the answer's. */
export interface ApiAnswer {
  readonly api: Pick<Api<unknown, unknown>, keyof Api<unknown, unknown>>;
  readonly write: (node: FakeNode, request: ByteReader, version: number, to: ByteWriter) => void;
}

/** Answers each request for itself. */
export const answering = <Req, Res>(
  api: Api<Req, Res>,
  answer: (node: FakeNode, message: Req, version: number) => Loose<Res>,
): ApiAnswer => ({
  api,
  write: (node, request, version, to) =>
    api.response.encode(to, answer(node, api.request.decode(request, version), version), version),
});

/** Answers always the same, so that the fake costs next to nothing beside the service that is measured. */
export const alike = <Req, Res>(api: Api<Req, Res>, answer: (node: FakeNode) => Loose<Res>): ApiAnswer => {
  const known = new WeakMap<FakeNode, Map<number, Buffer>>();
  const encoded = (node: FakeNode, version: number): Buffer => {
    const writer = new ByteWriter();
    api.response.encode(writer, answer(node), version);
    return writer.toBuffer();
  };
  return {
    api,
    write: (node, _request, version, to) => {
      const byVersion = known.get(node) ?? new Map<number, Buffer>();
      known.set(node, byVersion);
      const bytes = byVersion.get(version) ?? encoded(node, version);
      byVersion.set(version, bytes);
      to.bytes(bytes);
    },
  };
};
