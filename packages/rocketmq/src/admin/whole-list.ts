import { type DataVersion, dataVersionText } from '../protocol/bodies/data-version.ts';
import { adminErrors } from './errors.ts';

/** A part of a list that a broker has. */
interface Part<T> {
  readonly items: readonly T[];
  readonly dataVersion: DataVersion;
  /** How many there are in all; undefined from releases that tell everything at once. */
  readonly total: number | undefined;
}

/** As many as 5.x tells at once of itself (`BrokerConfig.splitMetadataSize`). */
export const PART_SIZE = 2_000;

/** How often the reading begins anew when the list changes meanwhile. */
const BEGINNINGS = 5;

/**
 * Reads a list of a broker part by part, all of the same state of the broker: when that changes meanwhile the broker
 * begins anew, and so does this. `ask` asks for the items from a number on. Throws ROCKETMQ_LIST_UNSTEADY.
 */
export const wholeList = async <T>(
  broker: string,
  what: string,
  ask: (from: number, dataVersion: string | undefined) => Promise<Part<T>>,
): Promise<T[]> => {
  for (let beginning = 0; beginning < BEGINNINGS; beginning += 1) {
    const items: T[] = [];
    let version: string | undefined;
    for (;;) {
      const part = await ask(items.length, version);
      const told = dataVersionText(part.dataVersion);
      if (version !== undefined && version !== told) break;
      version = told;
      items.push(...part.items);
      if (part.total === undefined || items.length >= part.total) return items;
      // Somebody was removed without a new version.
      if (part.items.length === 0) break;
    }
  }
  throw adminErrors.ROCKETMQ_LIST_UNSTEADY({ broker, what });
};
