import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ByteReader, ByteWriter } from '@mqferry/core';
import type { Certificates } from './certificates.ts';
import { HOST } from './ports.ts';

/** Where and how to ask. With certificates the connection is encrypted. */
export interface ProbeTarget {
  readonly port: number;
  readonly certificates?: Certificates | undefined;
}

const LIMIT_MS = 5_000;
const LARGEST_ANSWER = 1024 * 1024;

const open = ({ port, certificates }: ProbeTarget): Socket =>
  certificates
    ? connectTls({
        host: HOST,
        port,
        ca: certificates.caPem,
        cert: certificates.clientCertPem,
        key: certificates.clientKeyPem,
      })
    : connect({ host: HOST, port });

/** Sends one request frame, takes one answer frame, and closes. Rejects when the broker is not there. */
const exchange = (target: ProbeTarget, request: Buffer): Promise<ByteReader> =>
  new Promise((resolve, reject) => {
    const socket = open(target);
    let received = Buffer.alloc(0);
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(LIMIT_MS, () => fail(new Error(`no answer from port ${target.port}`)));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error(`port ${target.port} closed the connection`)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4) return;
      const size = received.readInt32BE(0);
      if (size < 8 || size > LARGEST_ANSWER) fail(new Error(`port ${target.port} does not speak Kafka`));
      if (received.length < 4 + size) return;
      resolve(new ByteReader(received.subarray(8, 4 + size)));
      socket.destroy();
    });
    socket.write(request);
  });

/** A request frame with header version 1: api key, version, correlation id, client id, body. */
const frame = (apiKey: number, version: number, body: (writer: ByteWriter) => void): Buffer => {
  const writer = new ByteWriter();
  const clientId = 'mqferry-sandbox';
  writer.int16(apiKey);
  writer.int16(version);
  writer.int32(1);
  writer.int16(clientId.length);
  writer.text(clientId);
  body(writer);
  const content = writer.toBuffer();
  const size = Buffer.alloc(4);
  size.writeInt32BE(content.length);
  return Buffer.concat([size, content]);
};

/**
 * Asks a listener for its API versions (ApiVersions version 0, allowed before any login) and gives the
 * highest version by API key. Rejects when the broker does not answer.
 */
export const probeApiVersions = async (target: ProbeTarget): Promise<Map<number, number>> => {
  const answer = await exchange(
    target,
    frame(18, 0, () => {}),
  );
  const error = answer.int16();
  if (error !== 0) throw new Error(`ApiVersions answered with error ${error}`);
  const versions = new Map<number, number>();
  for (let rest = answer.int32(); rest > 0; rest -= 1) {
    const key = answer.int16();
    answer.int16();
    versions.set(key, answer.int16());
  }
  return versions;
};

/** Asks a broker which brokers it knows to be up (Metadata version 1 for no topic); gives their ids. */
export const probeBrokerIds = async (target: ProbeTarget): Promise<Set<number>> => {
  const answer = await exchange(
    target,
    frame(3, 1, (writer) => writer.int32(0)),
  );
  const ids = new Set<number>();
  for (let rest = answer.int32(); rest > 0; rest -= 1) {
    ids.add(answer.int32());
    answer.bytes(answer.int16());
    answer.int32();
    const rack = answer.int16();
    if (rack > 0) answer.bytes(rack);
  }
  return ids;
};

/** Sends ZooKeeper one of its four-letter commands and gives the answer. */
export const askZookeeper = (port: number, command: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: HOST, port });
    let answer = '';
    socket.setTimeout(LIMIT_MS, () => socket.destroy(new Error(`no answer from port ${port}`)));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.end(command);
  });
