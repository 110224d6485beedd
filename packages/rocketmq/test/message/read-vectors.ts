import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Listing } from './listing.ts';

/** Stored messages that Java's classes wrote, and what they read in them. */
export interface MessageVector {
  readonly name: string;
  /** Compressed data may be other than this on another machine, and mean the same. */
  readonly compressed: boolean;
  readonly data: string;
  readonly messages: readonly Listing[];
}

type Properties = Readonly<Record<string, string>>;

/** What Java's classes made of messages, properties, ids and names; see tools/message-vectors/MessageVectors.java. */
export interface Vectors {
  readonly messages: readonly MessageVector[];
  readonly batches: readonly { readonly data: string; readonly entries: readonly Listing[] }[];
  readonly refusedBatches: readonly {
    readonly messages: readonly { readonly topic: string; readonly properties: Properties }[];
    readonly refused: boolean;
  }[];
  readonly propertyTexts: readonly {
    readonly properties: readonly (readonly [string, string])[];
    readonly text: string;
  }[];
  readonly parsedProperties: readonly { readonly text: string; readonly properties: Properties }[];
  readonly offsetIds: readonly {
    readonly id: string;
    readonly host: string;
    readonly port: number;
    readonly offset: string;
  }[];
  readonly uniqueKeys: readonly { readonly key: string; readonly ip: string; readonly pid: number }[];
  readonly hashes: readonly { readonly text: string; readonly code: number }[];
  readonly names: readonly {
    readonly name: string;
    readonly namespace: string;
    readonly wrapped: string;
    readonly without: string;
    readonly withoutNS: string;
    readonly systemTopic: boolean;
    readonly systemGroup: boolean;
  }[];
  readonly constants: {
    readonly properties: readonly string[];
    readonly systemProperties: readonly string[];
    readonly systemTopics: readonly string[];
    readonly groups: readonly string[];
  };
}

/** The releases that there are vectors of. */
export const RELEASES = ['4.9.7', '5.5.0'] as const;

export type Release = (typeof RELEASES)[number];

/** Where the vectors of a release are. */
export const vectorsFile = (release: Release): string =>
  join(import.meta.dirname, 'vectors', `rocketmq-${release}.json`);

/** The vectors of a release. */
export const readVectors = (release: Release): Vectors =>
  JSON.parse(readFileSync(vectorsFile(release), 'utf8')) as Vectors;
