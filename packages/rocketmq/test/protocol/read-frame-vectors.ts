import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HeaderFields, RemotingCommand } from '../../src/protocol/command.ts';
import type { Release } from '../message/read-vectors.ts';

/** What is in a frame; no remark is an empty one. */
export interface FrameListing {
  readonly code: number;
  readonly language: string;
  readonly version: number;
  readonly opaque: number;
  readonly flag: number;
  readonly remark: string;
  readonly fields: HeaderFields;
  readonly body: string;
  readonly serialization: string;
}

/** What Java's classes made of frames and signatures; see tools/frame-vectors/FrameVectors.java. */
export interface FrameVectors {
  /** `data` has the size before the frame. */
  readonly frames: readonly (FrameListing & { readonly data: string })[];
  readonly signatures: readonly {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly token: string;
    readonly body: string;
    readonly fields: HeaderFields;
    readonly signed: HeaderFields;
  }[];
  readonly languages: readonly { readonly name: string; readonly code: number }[];
  readonly releases: readonly string[];
}

/** Where the vectors of a release are. */
export const frameVectorsFile = (release: Release): string =>
  join(import.meta.dirname, 'vectors', `rocketmq-${release}.json`);

/** The vectors of a release. */
export const readFrameVectors = (release: Release): FrameVectors =>
  JSON.parse(readFileSync(frameVectorsFile(release), 'utf8')) as FrameVectors;

/** The same of a frame that was decoded here. */
export const listFrame = ({ remark = '', fields, body, ...rest }: RemotingCommand): FrameListing => ({
  ...{ ...rest, remark, fields: { ...fields }, body: body.toString('hex') },
});
